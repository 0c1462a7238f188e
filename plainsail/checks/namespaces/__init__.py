"""What the limits and quotas of a namespace allow, held against the pods and objects in it.

Never guesses what others have there: what is counted is the least that is needed.
"""
