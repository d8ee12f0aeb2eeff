import json, os, time, urllib.request

def api(method, path, body=None, headers={}):
    request = urllib.request.Request(
        os.environ["SAFELIGHT_URL"] + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"x-api-key": os.environ["SAFELIGHT_KEY"], "content-type": "application/json", **headers},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)

# The same key never makes a second run, however often this is sent.
run = api("POST", "/workflows/web/runs", {
    "inputs": {"imageInput": {"folder": os.environ["PHOTOS"]}},
    "output": {"folder": os.environ["RESULTS"], "collision": "overwrite"},
    "labels": {"shoot": "harbour"},
}, {"idempotency-key": "harbour-1"})

while run["status"] in ("queued", "running"):
    time.sleep(0.2)
    run = api("GET", f"/workflows/runs/{run['id']}?pageSize=100")

for item in run["items"]:
    print(item["name"], item["status"], *[output["path"] for output in item["outputs"]])
