<?php

declare(strict_types=1);

namespace App;

use Symfony\Bundle\FrameworkBundle\Kernel\MicroKernelTrait;
use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;
use Symfony\Component\HttpKernel\Kernel as BaseKernel;
use Symfony\Component\Routing\Loader\Configurator\RoutingConfigurator;

/**
 * The application: what is compiled before it runs lies apart from what it writes while it runs.
 *
 * `var/cache` and `var/log` are volumes in a pod, empty at its start; the compiled container is read from the build
 * directory, which is never written to once it is warm. Symfony's share directory is left where it is by default, in the
 * cache directory: it is for what all pods share, and they share no volume.
 */
final class Kernel extends BaseKernel
{
    use MicroKernelTrait;

    /**
     * The kernel that APP_ENV asks for, `prod` where nothing does.
     *
     * There is no APP_DEBUG: its error pages show variables, and no switch may turn them on in production.
     */
    public static function fromEnvironment(): self
    {
        $environment = getenv('APP_ENV');
        $environment = is_string($environment) && '' !== $environment ? $environment : 'prod';

        return new self($environment, 'prod' !== $environment);
    }

    public function getProjectDir(): string
    {
        return dirname(__DIR__);
    }

    /**
     * APP_BUILD_DIR with the environment's name, else `var/build`; Symfony's own default is the cache directory.
     */
    public function getBuildDir(): string
    {
        $folder = getenv('APP_BUILD_DIR');
        $folder = is_string($folder) && '' !== $folder ? $folder : $this->getProjectDir() . '/var/build';

        return $folder . '/' . $this->environment;
    }

    protected function configureContainer(ContainerConfigurator $container): void
    {
        $container->import('../config/packages/*.php');
        $container->import('../config/services.php');
    }

    protected function configureRoutes(RoutingConfigurator $routes): void
    {
        $routes->import('../config/routes.php');
    }
}
