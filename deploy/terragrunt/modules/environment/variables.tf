variable "project" {
  description = "The project, with which every name begins."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.project))
    error_message = "A project is 3 to 32 lower-case letters, digits and dashes."
  }
}

variable "environment" {
  description = "The environment, as dist/ names it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]*$", var.environment))
    error_message = "An environment is lower-case letters, digits and dashes."
  }
}

variable "account_id" {
  description = "The AWS account that holds the parameters and the roles."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account is 12 digits; write them in quotes."
  }
}

variable "region" {
  description = "The AWS region that holds the parameters."
  type        = string
  nullable    = false
}

variable "parameter_folders" {
  description = "The folders of the parameters of the environment's apps: `path` of `external_secrets` in envs/."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for folder in var.parameter_folders : can(regex("^(/[A-Za-z0-9_.-]+)+$", folder))])
    error_message = "A folder begins with a slash, does not end with one, and holds no wildcard."
  }
}

variable "further_parameters" {
  description = "ARNs of parameters outside the folder, as `plainsail secrets policy` prints them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.further_parameters : startswith(arn, "arn:aws:ssm:${var.region}:")])
    error_message = "Each is an ARN of Parameter Store in this region; `plainsail secrets policy` prints it."
  }
}

variable "external_secrets_controller_role_arn" {
  description = "The role of the External Secrets Operator. It must exist: IAM trusts no role that does not."
  type        = string
  nullable    = false

  validation {
    condition = can(
      regex("^arn:aws:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", var.external_secrets_controller_role_arn)
    )
    error_message = "This is the ARN of one role, without wildcards."
  }
}
