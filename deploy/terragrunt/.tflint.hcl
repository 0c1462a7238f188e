# The rules that tflint brings with it, all of them. Those of its ruleset for AWS are a plugin, which is downloaded.
config {
  format = "compact"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

# A file is named after what it makes, as the modules are read: none of them is the main one.
rule "terraform_standard_module_structure" {
  enabled = false
}
