<?php

declare(strict_types=1);

use App\Controller\IndexController;
use App\Controller\LivenessController;
use App\Controller\ReadinessController;
use Symfony\Component\Routing\Loader\Configurator\RoutingConfigurator;

// In PHP, not in attributes: those moved to another namespace in Symfony 6.4.
return static function (RoutingConfigurator $routes): void {
    $routes->add('index', '/')->controller(IndexController::class)->methods(['GET']);
    $routes->add('liveness', '/check/liveness')->controller(LivenessController::class)->methods(['GET']);
    $routes->add('readiness', '/check/readiness')->controller(ReadinessController::class)->methods(['GET']);
};
