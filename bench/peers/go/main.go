// Runs one stream of the Go original, as its users write it: hatchery-bench-peer slack|fdr URL BUCKET. Where the stores are,
// their own libraries read from STORAGE_EMULATOR_HOST and AWS_ENDPOINT_URL.
package main

import (
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/url"
	"os"

	"github.com/secmon-lab/hatchery"
	"github.com/secmon-lab/hatchery/destination/gcs"
	"github.com/secmon-lab/hatchery/pkg/types/secret"
	fdr "github.com/secmon-lab/hatchery/source/falcon_data_replicator"
	"github.com/secmon-lab/hatchery/source/slack"
)

// redirect sends what is meant for Slack to a server on this machine.
type redirect struct{ to *url.URL }

func (r redirect) Do(request *http.Request) (*http.Response, error) {
	request.URL.Scheme, request.URL.Host = r.to.Scheme, r.to.Host
	return http.DefaultClient.Do(request)
}

func main() {
	kind, address, bucket := os.Args[1], os.Args[2], os.Args[3]
	var source hatchery.Source
	switch kind {
	case "slack":
		to, err := url.Parse(address)
		if err != nil {
			log.Fatal(err)
		}
		source = slack.New(secret.NewString("xoxp-bench"), slack.WithHTTPClient(redirect{to}))
	case "fdr":
		source = fdr.New("us-east-1", "bench", secret.NewString("bench"), address)
	default:
		log.Fatalf("no such source: %s", kind)
	}
	stream := hatchery.NewStream(source, gcs.New(bucket), hatchery.WithID("bench"))
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	host := hatchery.New([]*hatchery.Stream{stream}, hatchery.WithLogger(quiet))
	if err := host.CLI([]string{"hatchery", "-i", "bench"}); err != nil {
		log.Fatalf("%+v", err)
	}
}
