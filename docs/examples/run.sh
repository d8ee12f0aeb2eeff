# A folder of photos through the workflow “web”, from start to zip.
api() { curl -sSf -H "Authorization: Bearer $SAFELIGHT_KEY" "$@"; }

run=$(api "$SAFELIGHT_URL/workflows/web/runs" -H 'Content-Type: application/json' \
  -d "{ \"inputs\": { \"imageInput\": { \"folder\": \"$PHOTOS\" } } }" | sed -E 's/^\{"id":([0-9]+).*/\1/')

# Ends when the run is over; -N shows each event at once.
api -N "$SAFELIGHT_URL/workflows/runs/$run/events?until=finished" | grep -o '"event":"[a-z.]*"'

api "$SAFELIGHT_URL/workflows/runs/$run/archive" -o "$RESULTS/web.zip"
