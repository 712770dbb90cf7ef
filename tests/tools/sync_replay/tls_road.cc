#include "tests/tools/sync_replay/tls_road.h"

namespace replay {
namespace {

constexpr const char* kHost = "127.0.0.1";
constexpr const char* kPath = "/sync";
constexpr int64_t kHour = 60 * 60;

net::Validity today() {
  const int64_t now_s = os::system_clock().now_ms() / 1000;
  return {now_s - kHour, now_s + 24 * kHour};
}

// As the hub's program does: who the certificate names is who may speak.
std::vector<net::Response> answer(reconcile::Hub& hub, std::span<net::Request> requests) {
  std::vector<net::Response> out(requests.size());
  std::vector<base::ByteView> bodies;
  std::vector<size_t> whose;
  for (size_t i = 0; i < requests.size(); ++i) {
    const auto read = wire::decode_request(requests[i].body, true);
    if (!read || requests[i].peer != std::to_string(read->device)) {
      out[i].status = 403;
      continue;
    }
    bodies.push_back(requests[i].body);
    whose.push_back(i);
  }
  std::vector<base::Bytes> answers = hub.answer(bodies);
  for (size_t i = 0; i < answers.size(); ++i) out[whose[i]].body = std::move(answers[i]);
  return out;
}

}  // namespace

base::Result<std::unique_ptr<TlsRoad>> TlsRoad::open(reconcile::Hub& hub, int callers) {
  TRY(net::Authority authority, net::Authority::make("replay", today()));
  std::unique_ptr<TlsRoad> road(new TlsRoad(std::move(authority)));
  net::ServerOptions options;
  options.address = kHost;
  options.authority = road->authority_.certificate();
  options.callers = callers;
  TRY(options.identity.key, net::make_key());
  TRY(options.identity.certificate, road->authority_.certify_server(options.identity.key, {kHost}, today()));
  TRY(road->server_, net::Server::start(std::move(options), [&hub](std::span<net::Request> requests) { return answer(hub, requests); }));
  return road;
}

base::Result<std::unique_ptr<net::Client>> TlsRoad::client_of(uint64_t device) const {
  net::Identity identity;
  TRY(identity.key, net::make_key());
  TRY(const std::string request, net::make_certificate_request(identity.key));
  TRY(identity.certificate, authority_.certify_device(request, std::to_string(device), today()));
  net::ClientOptions options;
  options.url = std::string("https://") + kHost + ":" + std::to_string(server_->port());
  options.authority = authority_.certificate();
  options.identity = std::move(identity);
  return net::Client::make(std::move(options));
}

base::Result<Sent> TlsRoad::send(net::Client& client, base::ByteView request) {
  net::Reply reply = client.post(kPath, request);
  if (!reply.ok()) return base::fail(base::Fault::Offline, std::string(net::trouble_name(reply.trouble)) + ", status " + std::to_string(reply.status));
  return Sent{std::move(reply.body), reply.bytes_up, reply.bytes_down};
}

}  // namespace replay
