<?php

// Stands in for the `vendor/autoload.php` that Composer would write: App\ by PSR-4, Symfony from Debian's packages.

declare(strict_types=1);

namespace Composer {
    /** Symfony 6.4 and later ask which packages are there for good; Debian's have no Composer to answer. */
    final class InstalledVersions
    {
        public static function isInstalled(string $package, bool $orForDevelopment = true): bool
        {
            return 'symfony/symfony' !== $package;
        }

        /** @return array{name: string} */
        public static function getRootPackage(): array
        {
            return ['name' => 'my-organisation/my-project'];
        }
    }
}

namespace {
    require_once 'Symfony/Bundle/FrameworkBundle/autoload.php';
    require_once 'Symfony/Component/Console/autoload.php';

    spl_autoload_register(static function (string $class): void {
        $file = dirname(__DIR__) . '/src/' . strtr(substr($class, 4), '\\', '/') . '.php';
        if (str_starts_with($class, 'App\\') && is_file($file)) {
            require $file;
        }
    });
}
