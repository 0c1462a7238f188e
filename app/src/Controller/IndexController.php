<?php

declare(strict_types=1);

namespace App\Controller;

use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Attribute\AsController;

#[AsController]
final class IndexController
{
    public function __invoke(): Response
    {
        return new Response("The backend is running.\n", headers: ['Content-Type' => 'text/plain; charset=UTF-8']);
    }
}
