<?php

declare(strict_types=1);

namespace App\Controller;

use App\Readiness;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Attribute\AsController;

/**
 * Says whether this pod may take traffic, and if not, why.
 */
#[AsController]
final class ReadinessController
{
    public function __construct(private readonly Readiness $readiness) {}

    public function __invoke(): JsonResponse
    {
        $problems = $this->readiness->problems();
        if ([] === $problems) {
            return new JsonResponse(['status' => 'ready']);
        }
        $content = ['status' => 'not ready', 'problems' => $problems];

        return new JsonResponse($content, Response::HTTP_SERVICE_UNAVAILABLE);
    }
}
