variable "project" {
  description = "The project, with which every name begins. No role of another project may begin with it and a dash."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.project))
    error_message = "A project is 3 to 32 lower-case letters, digits and dashes."
  }
}

variable "account_id" {
  description = "The AWS account that holds all of this."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account is 12 digits; write them in quotes."
  }
}

variable "region" {
  description = "The AWS region that holds all of this."
  type        = string
  nullable    = false
}

variable "apps" {
  description = "What runs where, by ENVIRONMENT/APP: the rows of live/fleet.json. Null where an app has no such thing."
  type = map(object({
    environment      = string
    namespace        = string
    deployment       = optional(string)
    service          = optional(string)
    image_repository = optional(string)
    builds_image     = optional(bool, false)
    account          = optional(string)
    region           = optional(string)
  }))
  nullable = false

  validation {
    condition     = length(var.apps) > 0
    error_message = "There is no app; `plainsail new` writes live/fleet.json."
  }

  validation {
    condition     = alltrue([for app in values(var.apps) : can(regex("^[a-z0-9][a-z0-9-]*$", app.environment))])
    error_message = "An environment is lower-case letters, digits and dashes."
  }

  validation {
    condition = alltrue([
      for app in values(var.apps) : can(regex("^[a-z0-9]+(?:[._/-][a-z0-9]+)*$", app.image_repository))
      if app.image_repository != null
    ])
    error_message = "A repository is lower-case words with single slashes, dashes, dots or underscores between them."
  }

  validation {
    condition     = alltrue([for app in values(var.apps) : coalesce(app.account, var.account_id) == var.account_id])
    error_message = "All of this is for one account: `account_id` in root.hcl, and `aws` in envs/, must be the same."
  }
}

variable "kept_builds" {
  description = "How many builds (`sha-*`) are kept that were never released. Staging runs the newest."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.kept_builds >= 10
    error_message = "Keep ten at least: what staging runs, and what may still be released, must be among them."
  }
}

variable "state_bucket" {
  description = "The bucket that holds Terraform's state."
  type        = string
  nullable    = false
}

variable "github_organisation" {
  description = "The organisation or user that owns the repository at GitHub."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+$", var.github_organisation))
    error_message = "An organisation is letters, digits and dashes: a wildcard would let others in."
  }
}

variable "github_repository" {
  description = "The name of the repository at GitHub, without its owner."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+$", var.github_repository))
    error_message = "A repository is letters, digits, dots, dashes and underscores: a wildcard would let others in."
  }
}

variable "github_organisation_id" {
  description = "The owner's number at GitHub, where the repository sends it; else null."
  type        = string
  default     = null

  validation {
    condition     = var.github_organisation_id == null || can(regex("^[0-9]+$", var.github_organisation_id))
    error_message = "This is a number."
  }

  validation {
    condition     = (var.github_organisation_id == null) == (var.github_repository_id == null)
    error_message = "Say both numbers, the organisation's and the repository's, or none."
  }
}

variable "github_repository_id" {
  description = "The repository's number at GitHub, where it sends it; else null."
  type        = string
  default     = null

  validation {
    condition     = var.github_repository_id == null || can(regex("^[0-9]+$", var.github_repository_id))
    error_message = "This is a number."
  }
}

variable "create_github_oidc_provider" {
  description = "Whether to make the provider of GitHub's identities: false where the account has it already."
  type        = bool
  default     = true
  nullable    = false
}

variable "operators" {
  description = "Who may act as `plan` and `apply` besides the pipelines: ARNs of roles or users, `*` allowed."
  type = object({
    plan  = optional(set(string), [])
    apply = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for arn in setunion(var.operators.plan, var.operators.apply) :
      can(regex("^arn:aws:iam::${var.account_id}:(role|user)/[^*].*$", arn))
    ])
    error_message = "Each is an ARN of a role or a user of this account, and is narrower than all of them."
  }
}

variable "boundary_parameters" {
  description = "Names of parameters, `*` allowed, that an environment may be let read beyond /param/PROJECT/."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.boundary_parameters : can(regex("^/[^*]", name))])
    error_message = "Each begins with a slash, and is narrower than all parameters of the account."
  }
}

variable "approvals" {
  description = "The environments of GitHub whose reviewers are asked before a release: `approval` in envs/."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in var.approvals : can(regex("^[A-Za-z0-9._ -]+$", name))])
    error_message = "The name of an environment at GitHub: a wildcard or a colon would let others in."
  }
}

variable "monitoring" {
  description = "Whether there are alarms, for which environments (null: all), and who is told by e-mail (each must confirm once)."
  type = object({
    enabled      = bool
    environments = optional(set(string))
    emails       = optional(set(string), [])
  })
  default  = { enabled = false }
  nullable = false

  validation {
    condition = alltrue([
      for name in coalesce(var.monitoring.environments, toset([])) : contains(local.near, name)
    ])
    error_message = "Only environments that an app runs in can be monitored, and only those of this region."
  }
}

variable "eks_clusters" {
  description = "The EKS cluster of each monitored environment. CloudWatch's Container Insights must be on in it."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in local.monitored : contains(keys(var.eks_clusters), name)])
    error_message = "Name the cluster of each environment that is monitored: `clusters` in root.hcl."
  }
}
