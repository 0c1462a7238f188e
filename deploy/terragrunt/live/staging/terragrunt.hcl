# What exists for one environment alone: the role that its secret store assumes. This text is the same in every folder; the
# folder's name is the environment's. What differs stands in ../fleet.json, which `plainsail new` writes, and in `clusters`
# of root.hcl. Inputs of an environment's own stand in inputs.hcl beside this file, where there is one.

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

locals {
  environment = basename(get_terragrunt_dir())
  apps        = [for app in include.root.locals.apps : app if app.environment == local.environment]
  cluster     = include.root.locals.clusters[local.environment]
  own         = read_terragrunt_config("${get_terragrunt_dir()}/inputs.hcl", { inputs = {} })
}

inputs = merge(
  {
    project    = include.root.locals.project
    account_id = include.root.locals.account_id
    region     = coalesce(one(distinct(local.apps[*].region)), include.root.locals.region)

    environment       = local.environment
    parameter_folders = compact(local.apps[*].parameters)

    external_secrets_controller_role_arn = "arn:aws:iam::${include.root.locals.account_id}:role/${local.cluster.external_secrets_role}"
  },
  local.own.inputs,
)
