<?php

declare(strict_types=1);

use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;
use Symfony\Component\HttpKernel\Exception\MethodNotAllowedHttpException;
use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;

return static function (ContainerConfigurator $container): void {
    $container->parameters()->set('env(TRUSTED_PROXIES)', ''); // without the variable
    $container->extension('framework', [
        'http_method_override' => false,
        'php_errors' => ['log' => true],
        'router' => ['utf8' => true],
        // TLS ends at the load balancer, which says so in headers. From anybody else they are not believed.
        'trusted_proxies' => '%env(TRUSTED_PROXIES)%',
        // Those that AWS' load balancers write themselves. They hand on X-Forwarded-Host as the client sent it.
        'trusted_headers' => ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'],
        // The load balancer faces the internet: what strangers look for in vain is no error of ours.
        'exceptions' => [
            MethodNotAllowedHttpException::class => ['log_level' => 'info'],
            NotFoundHttpException::class => ['log_level' => 'info'],
        ],
    ]);
};
