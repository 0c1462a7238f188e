# What exists once for all apps and environments: the image repositories, the pipelines' roles, and the alarms.

include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

terraform {
  source = "../../modules/app-bootstrap"
}

inputs = {
  project    = include.root.locals.project
  account_id = include.root.locals.account_id
  region     = include.root.locals.region

  apps         = include.root.locals.apps
  eks_clusters = { for environment, cluster in include.root.locals.clusters : environment => cluster.name }
  state_bucket = "${include.root.locals.organisation}-tfstate"

  github_organisation = include.root.locals.github_organisation
  github_repository   = include.root.locals.github_repository
  # Repositories created since July 2026 identify themselves with their numbers as well:
  # `gh api repos/my-organisation/my-project --jq '.owner.id, .id'` shows both.
  github_organisation_id = null
  github_repository_id   = null

  # Who may act as the roles besides the pipelines, if their own policies let them assume roles at all.
  operators = {
    plan = [
      "arn:aws:iam::${include.root.locals.account_id}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AdministratorAccess_*",
      "arn:aws:iam::${include.root.locals.account_id}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Developers_*",
    ]
    apply = [
      "arn:aws:iam::${include.root.locals.account_id}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_AdministratorAccess_*",
    ]
  }

  # Whose reviewers at GitHub release: every `approval` of envs/.
  approvals = ["production"]

  monitoring = { enabled = true }
}
