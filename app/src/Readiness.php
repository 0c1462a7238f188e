<?php

declare(strict_types=1);

namespace App;

/**
 * What the app needs before it may take traffic.
 */
final class Readiness
{
    /**
     * @param list<string> $folders where Symfony writes while it runs
     */
    public function __construct(private readonly Secrets $secrets, private readonly array $folders) {}

    /**
     * What is missing, in words that name no secret's value; empty when the app is ready.
     *
     * @return list<string>
     */
    public function problems(): array
    {
        $problems = array_map(static fn(string $name): string => "{$name} is missing", $this->secrets->missing());
        foreach ($this->folders as $folder) {
            if (!is_dir($folder) || !is_writable($folder)) {
                $problems[] = "{$folder} is not writable";
            }
        }

        return $problems;
    }
}
