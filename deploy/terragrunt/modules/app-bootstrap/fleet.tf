# What follows from the apps that there are. Expressions only, no resources: the tests let Terraform compute them without
# a provider.

locals {
  environments = toset(values(var.apps)[*].environment)

  # Apps may share an image. What is built elsewhere has a repository already.
  image_repositories = toset([
    for app in values(var.apps) : app.image_repository if app.builds_image && app.image_repository != null
  ])

  # Where parameters may lie: an environment's are in its own region.
  regions = sort(distinct([for app in values(var.apps) : coalesce(app.region, var.region)]))

  # Container Insights reports to the region of the cluster, and an alarm rings only at a topic of its own region.
  near      = toset([for app in values(var.apps) : app.environment if coalesce(app.region, var.region) == var.region])
  asked     = var.monitoring.environments == null ? local.near : var.monitoring.environments
  monitored = var.monitoring.enabled ? local.asked : toset([])
}
