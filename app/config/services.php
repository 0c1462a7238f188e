<?php

declare(strict_types=1);

use App\Log\JsonLogger;
use App\Readiness;
use App\Secrets;
use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;

return static function (ContainerConfigurator $container): void {
    $services = $container->services()->defaults()->autowire()->autoconfigure();
    $services->load('App\\', '../src/')->exclude('../src/Kernel.php');

    // Read when they are used, never when the container is built; without the variable it is null.
    $services->set(Secrets::class)->args([[
        'APP_API_CLIENT_SECRET' => '%env(default::APP_API_CLIENT_SECRET)%',
        'APP_SERVICE_API_KEY' => '%env(default::APP_SERVICE_API_KEY)%',
    ]]);

    // The `writable_paths` of the pod that are Symfony's.
    $services->set(Readiness::class)->arg('$folders', [
        '%kernel.project_dir%/var/cache',
        '%kernel.project_dir%/var/log',
    ]);

    // FrameworkBundle makes a logger of its own where no service has this name.
    $services->set('logger', JsonLogger::class)->args(['%env(default::APP_LOG_LEVEL)%']);
    $services->alias(JsonLogger::class, 'logger');
};
