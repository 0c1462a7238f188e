"""CronJobs and Jobs: schedules, deadlines, retries, history. Never waits for a clock: a schedule is read, not run."""
