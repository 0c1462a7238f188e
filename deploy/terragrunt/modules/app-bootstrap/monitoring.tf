# The alarms, and the topic that they ring at.

locals {
  alerts = toset(var.monitoring.enabled ? [local.alerts_name] : [])
}

resource "aws_kms_key" "alerts" {
  for_each = local.alerts

  description         = "Messages of the topic ${each.key}"
  enable_key_rotation = true
  policy              = local.topic_key_policy

  tags = { Project = var.project } # by which the roles may look at it
}

resource "aws_kms_alias" "alerts" {
  for_each = local.alerts

  name          = "alias/${each.key}"
  target_key_id = aws_kms_key.alerts[each.key].key_id
}

resource "aws_sns_topic" "alerts" {
  for_each = local.alerts

  name              = each.key
  kms_master_key_id = aws_kms_key.alerts[each.key].arn
}

resource "aws_sns_topic_policy" "alerts" {
  for_each = local.alerts

  arn    = aws_sns_topic.alerts[each.key].arn
  policy = local.topic_policy
}

resource "aws_sns_topic_subscription" "email" {
  for_each = var.monitoring.enabled ? var.monitoring.emails : []

  topic_arn = aws_sns_topic.alerts[local.alerts_name].arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_cloudwatch_metric_alarm" "pods" {
  for_each = local.alarms

  alarm_name          = each.key
  alarm_description   = each.value.description
  namespace           = "ContainerInsights"
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = each.value.period
  evaluation_periods  = each.value.periods
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.alerts[local.alerts_name].arn]
  ok_actions          = [aws_sns_topic.alerts[local.alerts_name].arn]
}

resource "aws_cloudwatch_event_rule" "image_findings" {
  for_each = local.alerts

  name          = "${var.project}-image-findings"
  description   = "An image that was pushed has a critical vulnerability"
  event_pattern = local.image_findings
}

resource "aws_cloudwatch_event_target" "image_findings" {
  for_each = local.alerts

  rule      = aws_cloudwatch_event_rule.image_findings[each.key].name
  target_id = each.key
  arn       = aws_sns_topic.alerts[each.key].arn
}
