"""What rules find, of checks, plans and secrets alike, and how it is written: rules, waivers, reports and formats."""
