# What exists for production alone: the role that its secret store assumes.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

# The boundary of the role is made there. Nothing is read from it, so this unit can be planned before that one exists.
dependencies {
  paths = ["../shared"]
}

terraform {
  source = "../../modules/environment"
}

inputs = {
  project    = include.root.locals.project
  account_id = include.root.locals.account_id
  region     = include.root.locals.region

  environment = "production"
  ssm_prefix  = "/param/my-project/production/parameters"

  # The role of the External Secrets Operator, which EKS Pod Identity gives to its pods. It belongs to the cluster.
  external_secrets_controller_role_arn = "arn:aws:iam::${include.root.locals.account_id}:role/external-secrets-production"
}
