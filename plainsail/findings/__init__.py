"""What a check says, and how it is told: rules, waivers, reports and formats."""
