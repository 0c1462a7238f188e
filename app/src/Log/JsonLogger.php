<?php

declare(strict_types=1);

namespace App\Log;

use Psr\Log\AbstractLogger;
use Psr\Log\InvalidArgumentException;
use Psr\Log\LogLevel;

/**
 * Writes one line of JSON to standard error for each message of a level, or of a graver one.
 *
 * Of the context, only what the message names is written, and where an exception was thrown: whole requests and
 * arguments may hold secrets.
 */
final class JsonLogger extends AbstractLogger
{
    private const LEVELS = [
        LogLevel::DEBUG => 0,
        LogLevel::INFO => 1,
        LogLevel::NOTICE => 2,
        LogLevel::WARNING => 3,
        LogLevel::ERROR => 4,
        LogLevel::CRITICAL => 5,
        LogLevel::ALERT => 6,
        LogLevel::EMERGENCY => 7,
    ];

    private const JSON = \JSON_INVALID_UTF8_SUBSTITUTE
        | \JSON_THROW_ON_ERROR
        | \JSON_UNESCAPED_SLASHES
        | \JSON_UNESCAPED_UNICODE;

    private readonly int $least;

    /** @var resource */
    private $stream;

    /**
     * @param string|null $level the least level that is written, `info` where it is null or no level
     */
    public function __construct(?string $level = null)
    {
        $stream = fopen('php://stderr', 'w');
        if (false === $stream) {
            throw new \RuntimeException('Standard error cannot be opened.');
        }
        $this->stream = $stream;
        $this->least = self::LEVELS[strtolower($level ?? '')] ?? self::LEVELS[LogLevel::INFO];
        if (null !== $level && !isset(self::LEVELS[strtolower($level)])) {
            $this->warning('APP_LOG_LEVEL={level} is no level: use one of {levels}', [
                'level' => $level,
                'levels' => implode(', ', array_keys(self::LEVELS)),
            ]);
        }
    }

    /**
     * @param mixed              $level
     * @param string|\Stringable $message
     * @param array<mixed>       $context
     */
    public function log($level, $message, array $context = []): void
    {
        if (!is_string($level) || !isset(self::LEVELS[$level])) {
            throw new InvalidArgumentException('That is no log level.');
        }
        if (self::LEVELS[$level] < $this->least) {
            return;
        }
        $line = [
            'time' => (new \DateTimeImmutable())->format(\DATE_RFC3339_EXTENDED),
            'level' => $level,
            'message' => self::filled((string) $message, $context),
        ];
        $exception = $context['exception'] ?? null;
        if ($exception instanceof \Throwable) {
            $line['exception'] = $exception::class;
            $line['thrown_at'] = $exception->getFile() . ':' . $exception->getLine();
        }
        fwrite($this->stream, json_encode($line, self::JSON) . "\n");
    }

    /**
     * The message with its placeholders filled in, as PSR-3 has it.
     *
     * @param array<mixed> $context
     */
    private static function filled(string $message, array $context): string
    {
        $values = [];
        foreach ($context as $name => $value) {
            if (null === $value || is_scalar($value) || $value instanceof \Stringable) {
                $values["{{$name}}"] = (string) $value;
            } else {
                $values["{{$name}}"] = '[' . get_debug_type($value) . ']';
            }
        }

        return strtr($message, $values);
    }
}
