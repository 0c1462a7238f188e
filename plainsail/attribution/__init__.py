"""Which settings decide which fields of the YAML: found by changing one after the other and rendering again."""
