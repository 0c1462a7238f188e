"""From environments to the files of `dist/`: charts to objects, objects to YAML, and the exchange of the folder.

It never knows an app, a check or a line of `envs/`, and never removes a file that it did not write.
"""
