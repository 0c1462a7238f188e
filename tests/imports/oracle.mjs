// Judges custom resources with validators that others made from the upstream sources: the npm packages @kubernetes-models/*.
// Reads a JSON list of objects, writes a JSON list as long: null where the object is accepted, else what is wrong with it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGES = {
  "argoproj.io": "argo-cd",
  "cert-manager.io": "cert-manager",
  "external-secrets.io": "external-secrets",
  "gateway.networking.k8s.io": "gateway-api",
  "keda.sh": "keda",
  "monitoring.coreos.com": "prometheus-operator",
};

async function model({ apiVersion, kind }) {
  const name = PACKAGES[apiVersion.split("/")[0]];
  return (await import(pathToFileURL(join(process.argv[2], name, apiVersion, `${kind}.js`))))[kind];
}

async function verdict(object) {
  const Model = await model(object);
  try {
    new Model(object).validate();
    return null;
  } catch (error) {
    return error.message;
  }
}

const objects = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(objects.map(verdict))));
