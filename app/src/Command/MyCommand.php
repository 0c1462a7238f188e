<?php

declare(strict_types=1);

namespace App\Command;

use App\Secrets;
use Symfony\Component\Console\Attribute\AsCommand;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/**
 * What the CronJob runs; this sample says what it would do.
 */
#[AsCommand(name: 'app:my-command', description: 'Initiates the calls that are due')]
final class MyCommand extends Command
{
    public function __construct(private readonly Secrets $secrets)
    {
        parent::__construct();
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $missing = $this->secrets->missing();
        if ([] !== $missing) {
            $errors = $output instanceof ConsoleOutputInterface ? $output->getErrorOutput() : $output;
            foreach ($missing as $name) {
                $errors->writeln("<error>{$name} is missing: set it in the environment</error>");
            }

            return Command::FAILURE;
        }
        $output->writeln('Both secrets are there. A real app would now initiate the calls that are due.');

        return Command::SUCCESS;
    }
}
