<?php

declare(strict_types=1);

namespace App;

/**
 * The secrets that the app needs, by the name of their variable.
 */
final class Secrets
{
    /**
     * @param array<string, string|null> $values null where the variable is missing or empty
     */
    public function __construct(#[\SensitiveParameter] private readonly array $values) {}

    /**
     * The names of the variables that are missing or empty; never a value.
     *
     * @return list<string>
     */
    public function missing(): array
    {
        $isMissing = static fn(?string $value): bool => null === $value || '' === $value;

        return array_keys(array_filter($this->values, $isMissing));
    }

    /**
     * What `var_dump`, and so an error page, may show.
     *
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return array_map(static fn(?string $value): string => null === $value ? 'missing' : 'hidden', $this->values);
    }
}
