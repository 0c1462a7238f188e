# Where the images live. Whoever pulls is of the same account, so that no repository policy is needed.

resource "aws_ecr_repository" "images" {
  name = var.image_repository

  # All tags are immutable, so IMMUTABLE_WITH_EXCLUSION has nothing to exclude: `sha-*` and `v*` are put once, no pod
  # runs a tag that moves, and the build's cache lives at GitHub.
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  # A key of our own would add a key policy that every puller depends on; to change this later makes a new repository.
  encryption_configuration {
    encryption_type = "AES256"
  }

  lifecycle {
    prevent_destroy = true # production runs from it
  }
}

resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name
  policy     = local.image_lifecycle
}
