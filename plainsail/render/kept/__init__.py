"""What was rendered before, and need not be rendered again.

An app in an environment is a function of its settings and of the code. `.plainsail/kept/` remembers of each what it was
made of (files, as one digest) and what came out (the files of its folder, as one digest). As long as the first is what
the project holds, and the second what `dist/` holds, the files in `dist/` are the rendering.

* `code`: the digest of everything that all apps are made of.
* `inputs`: the files that one app in one environment is made of, as seen when its settings were imported.
* `facts`: what rules between environments, and what is told to Argo CD or Flux, ask of an app.
* `record`: the files in `.plainsail/kept/`; `memory`: what of them is still true; `sealed`: that nobody changed them.

What is remembered is never more than a hint: without it, or with one that is broken, everything is rendered.
"""
