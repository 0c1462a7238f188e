# What every unit below live/ shares: account, region, state, provider, and whom Terraform acts as.
#
#   terragrunt run --all plan                          reads, as the role my-project-plan
#   TERRAGRUNT_ROLE=apply terragrunt run --all apply   writes, as the role my-project-apply
#   TERRAGRUNT_ROLE=none terragrunt run --all apply    writes, as whoever runs it
#
# The last is for an administrator: the very first time, when the roles do not exist yet, and whenever something changes
# that none of them may touch: their boundary, the provider of GitHub's identities, the key of the alerts.

locals {
  organisation = "my-organisation"
  project      = "my-project"
  account_id   = "123456789012"
  region       = "eu-west-3"

  # Whose pipelines AWS trusts; `plainsail check` compares it with what Argo CD reads.
  github_organisation = "my-organisation"
  github_repository   = "my-project"

  # By hand, for each environment: its EKS cluster, and the role that EKS Pod Identity gives to the External Secrets
  # Operator there. Both belong to the cluster, which environments may share.
  clusters = {
    production = { name = "my-organisation-production", external_secrets_role = "external-secrets-production" }
    staging    = { name = "my-organisation-staging", external_secrets_role = "external-secrets-staging" }
  }

  # What envs/ registers, by environment and app. `plainsail new` writes the file, nobody edits it.
  fleet = jsondecode(file(find_in_parent_folders("fleet.json")))
  apps  = { for app in local.fleet.apps : "${app.environment}/${app.app}" => app }

  # A pipeline's session is the asked-for role already, and assumes it again: the roles' trust policies allow that.
  assumable = {
    none  = []
    plan  = ["arn:aws:iam::${local.account_id}:role/${local.project}-plan"]
    apply = ["arn:aws:iam::${local.account_id}:role/${local.project}-apply"]
  }
  asked   = get_env("TERRAGRUNT_ROLE", "plan")
  assumed = local.assumable[local.asked]
}

terraform_binary              = "terraform" # Terragrunt would prefer OpenTofu where it finds both
terraform_version_constraint  = ">= 1.10"   # use_lockfile
terragrunt_version_constraint = ">= 1.0"    # root.hcl, `run --all`, and use_lockfile written as a boolean

# The bucket exists before all else; docs/first-install.md makes it.
remote_state {
  backend = "s3"
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
  config = merge(
    {
      bucket       = "${local.organisation}-tfstate"
      region       = local.region
      key          = "${local.project}/${path_relative_to_include()}/terraform.tfstate"
      use_lockfile = true
      encrypt      = true
    },
    { for arn in local.assumed : "assume_role" => { role_arn = arn } },
  )
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<-EOF
    provider "aws" {
      region              = "${local.region}"
      allowed_account_ids = ["${local.account_id}"]
    %{for arn in local.assumed~}

      assume_role {
        role_arn = "${arn}"
      }
    %{endfor~}

      default_tags {
        tags = {
          ManagedBy = "terragrunt"
          Project   = "${local.project}"
          Unit      = "${path_relative_to_include()}"
        }
      }
    }
  EOF
}

terraform {
  # A lock is a file in the bucket, and the role that plans may write none. An apply plans again, with the lock.
  extra_arguments "read_only" {
    commands  = local.asked == "plan" ? ["plan"] : []
    arguments = ["-lock=false"]
  }
}
