<?php

declare(strict_types=1);

use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;
use Symfony\Component\HttpKernel\Exception\MethodNotAllowedHttpException;
use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;

return static function (ContainerConfigurator $container): void {
    $container->extension('framework', [
        'http_method_override' => false,
        'php_errors' => ['log' => true],
        'router' => ['utf8' => true],
        // The load balancer faces the internet: what strangers look for in vain is no error of ours.
        'exceptions' => [
            MethodNotAllowedHttpException::class => ['log_level' => 'info'],
            NotFoundHttpException::class => ['log_level' => 'info'],
        ],
    ]);
};
