# Which images are forgotten. Expressions only, no resources: the tests let Terraform compute them without a provider.

locals {
  # A rule means an image when any of its tags fits, and shields it from all later rules. A release is a build with a
  # further tag (`sha-...` and `v...`): the first rule takes it, so the second never can.
  #
  # Builds are counted, not aged: where nothing changes for a year, staging still runs the newest.
  #
  # No rule is about what has no tag. Tags never move here, so that nothing loses its own: what has none is a part of an
  # image of several platforms, or the signed provenance of one. That only refers to its image, which does not list it,
  # and a rule by age would forget it while its image runs.
  image_lifecycle = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Releases are kept: a repository cannot hold as many images as this rule would leave"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["v*"]
          countType      = "imageCountMoreThan"
          countNumber    = 1000000
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "Of builds that were never released, the newest are kept"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["sha-*"]
          countType      = "imageCountMoreThan"
          countNumber    = var.kept_builds
        }
        action = { type = "expire" }
      },
    ]
  })
}
