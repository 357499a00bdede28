# Functions for the tour in README.md: source this file in the project's folder, beside a server started with `npm start -- --sample`.
HEQI_URL=${HEQI_URL:-http://127.0.0.1:3000}

token() { npx heqi token --id "$1" --party "$2" --role "$3"; }
get() { curl -s "$HEQI_URL/v1/$1" -H "Authorization: Bearer ${2:-$CLERK}"; }
post() { curl -s "$HEQI_URL/v1/$1" -H "Authorization: Bearer ${3:-$CLERK}" -H 'Content-Type: application/json' -H 'If-Match: *' -d "$2"; }
show() { node docs/tour/show.mjs "$@"; }

CLERK=$(token u-clerk office-zs clerk)
SUPERVISION=$(token u-supervision office-supervision verifier)
STATISTICS=$(token u-statistics office-statistics verifier)
ENTERPRISE=$(token u-battery ent-battery enterprise)
