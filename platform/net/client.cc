#include "platform/net/client.h"

#include <curl/curl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <initializer_list>
#include <string_view>

#include "platform/net/server.h"
#include "platform/net/tcp_figures.h"

namespace net {
namespace {

constexpr int kPollMs = 60'000;
constexpr int64_t kProbeMs = 5'000;
constexpr int kProbeStatus = 204;

bool curl_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

// Is any network up, beside the machine's own?
bool any_network() {
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) != 0) return true;
  bool found = false;
  for (const ifaddrs* each = all; each; each = each->ifa_next) {
    const bool speaks = each->ifa_addr && (each->ifa_addr->sa_family == AF_INET || each->ifa_addr->sa_family == AF_INET6);
    found = found || (speaks && (each->ifa_flags & IFF_UP) && (each->ifa_flags & IFF_RUNNING) && !(each->ifa_flags & IFF_LOOPBACK));
  }
  ::freeifaddrs(all);
  return found;
}

Trouble trouble_of_connect(long os_error) {
  switch (os_error) {
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EADDRNOTAVAIL: return Trouble::NoNetwork;
    case ETIMEDOUT: return Trouble::TimedOut;
    default: return Trouble::Refused;
  }
}

Trouble trouble_of_verification(long result) {
  return result == X509_V_ERR_CERT_NOT_YET_VALID || result == X509_V_ERR_CERT_HAS_EXPIRED ? Trouble::ClockWrong : Trouble::BadCertificate;
}

bool speaks_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

const char* trouble_name(Trouble trouble) {
  static constexpr const char* kNames[] = {"none", "no network", "name not found", "refused", "captive portal", "bad certificate", "clock wrong", "own certificate",
                                           "timed out", "link lost", "busy", "abandoned", "too large"};
  return kNames[int(trouble)];
}

struct Client::Impl {
  explicit Impl(ClientOptions given) : options(std::move(given)), easy(curl_easy_init()), multi(curl_multi_init()) {}
  ~Impl() {
    if (easy) curl_easy_cleanup(easy);
    if (multi) curl_multi_cleanup(multi);
  }
  void configure();
  Reply send(const std::string& path, const base::ByteView* body);
  CURLcode perform(CURL* handle);
  void read_answer(CURLcode code, Reply& reply);
  Trouble trouble_of(CURLcode code);
  Trouble unless_portal(Trouble trouble) { return is_portal() ? Trouble::CaptivePortal : trouble; }
  bool is_portal();
  void count_bytes(Reply& reply);

  static size_t on_body(char* data, size_t one, size_t count, void* self);
  static size_t on_header(char* data, size_t one, size_t count, void* self);
  static int on_close(void* self, curl_socket_t socket);
  static int on_moved(void* self, curl_off_t down_all, curl_off_t down, curl_off_t up_all, curl_off_t up);

  const ClientOptions options;
  CURL* easy;
  CURLM* multi;
  std::atomic<bool> abandoned{false};
  char words[CURL_ERROR_SIZE] = {};
  base::Bytes body;
  bool marked = false, too_large = false;
  TcpFigures counted;  // of the open connection, up to the last request
  TcpFigures closed;   // by connections closed since
};

size_t Client::Impl::on_body(char* data, size_t, size_t count, void* self) {
  Impl& client = *static_cast<Impl*>(self);
  client.too_large = client.body.size() + count > client.options.answer_bytes_max;
  if (client.too_large) return 0;
  client.body.insert(client.body.end(), data, data + count);
  return count;
}

size_t Client::Impl::on_header(char* data, size_t, size_t count, void* self) {
  const std::string_view line(data, count), mark(kMarkHeader);
  if (line.size() > mark.size() && line[mark.size()] == ':' && line.substr(0, mark.size()) == mark) static_cast<Impl*>(self)->marked = true;
  return count;
}

int Client::Impl::on_close(void* self, curl_socket_t socket) {
  Impl& client = *static_cast<Impl*>(self);
  const TcpFigures figures = tcp_figures(socket);
  client.closed.bytes_up += figures.bytes_up - std::min(client.counted.bytes_up, figures.bytes_up);
  client.closed.bytes_down += figures.bytes_down - std::min(client.counted.bytes_down, figures.bytes_down);
  client.counted = {};
  return ::close(socket);
}

int Client::Impl::on_moved(void* self, curl_off_t, curl_off_t down, curl_off_t, curl_off_t up) {
  static_cast<Impl*>(self)->options.on_progress(uint64_t(up), uint64_t(down));
  return 0;
}

void Client::Impl::configure() {
  // Not copied: `options` outlives the handle, and a key stands in memory once.
  const auto blob = [](const std::string& text) { return curl_blob{const_cast<char*>(text.data()), text.size(), CURL_BLOB_NOCOPY}; };
  const curl_blob authority = blob(options.authority);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_3));
  curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &authority);
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);  // the system's authorities say nothing about a hub
  if (options.identity) {
    const curl_blob certificate = blob(options.identity->certificate), key = blob(options.identity->key);
    curl_easy_setopt(easy, CURLOPT_SSLCERT_BLOB, &certificate);
    curl_easy_setopt(easy, CURLOPT_SSLKEY_BLOB, &key);
  }
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, long(options.connect_ms));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, long(options.request_ms));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, long((options.idle_ms + 999) / 1000));
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words);
  curl_easy_setopt(easy, CURLOPT_MAXCONNECTS, 1L);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &on_close);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
  if (!options.on_progress) return;
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &on_moved);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, this);
}

CURLcode Client::Impl::perform(CURL* handle) {
  curl_multi_add_handle(multi, handle);
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  for (bool done = false; !done && !abandoned;) {
    int running = 0, left = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) break;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left))
      if (message->msg == CURLMSG_DONE) code = message->data.result, done = true;
    if (!done) curl_multi_poll(multi, nullptr, 0, kPollMs, nullptr);
  }
  return code;
}

Reply Client::Impl::send(const std::string& path, const base::ByteView* sent) {
  Reply reply;
  if (options.identity == std::nullopt && options.authority.empty()) return reply.trouble = Trouble::BadCertificate, reply;
  body.clear();
  marked = too_large = false;
  words[0] = 0;
  closed = {};
  curl_easy_setopt(easy, CURLOPT_URL, (options.url + path).c_str());
  curl_slist* headers = curl_slist_append(nullptr, "Expect:");  // no waiting for leave to send
  headers = curl_slist_append(headers, "Accept:");
  if (sent) {
    headers = curl_slist_append(headers, "Content-Type: application/octet-stream");
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(sent->size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, sent->empty() ? "" : reinterpret_cast<const char*>(sent->data()));
  } else {
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  const CURLcode code = perform(easy);
  read_answer(code, reply);
  count_bytes(reply);
  curl_multi_remove_handle(multi, easy);
  reply.bytes_up += closed.bytes_up;
  reply.bytes_down += closed.bytes_down;
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
  curl_slist_free_all(headers);
  return reply;
}

// The connection that stays open; what closed ones carried was counted when they were.
void Client::Impl::count_bytes(Reply& reply) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK || socket == CURL_SOCKET_BAD) return;
  const TcpFigures now = tcp_figures(socket);
  reply.bytes_up += now.bytes_up - std::min(now.bytes_up, counted.bytes_up);
  reply.bytes_down += now.bytes_down - std::min(now.bytes_down, counted.bytes_down);
  counted = now;
}

void Client::Impl::read_answer(CURLcode code, Reply& reply) {
  if (abandoned.exchange(false)) return void(reply.trouble = Trouble::Abandoned);
  if (code != CURLE_OK) {
    reply.trouble = trouble_of(code);
    if (abandoned.exchange(false)) return void(reply.trouble = Trouble::Abandoned);  // while a portal was looked for
    if (marked && (reply.trouble == Trouble::LinkLost || reply.trouble == Trouble::TimedOut)) reply.body = std::move(body);
    return;
  }
  if (!marked) return void(reply.trouble = Trouble::CaptivePortal);
  long status = 0;
  curl_off_t wait_s = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &wait_s);
  reply.status = int(status);
  reply.retry_after_s = int(std::min<curl_off_t>(wait_s, 86'400));
  reply.trouble = status == 429 || status == 503 ? Trouble::Busy : Trouble::None;
  reply.body = std::move(body);
}

Trouble Client::Impl::trouble_of(CURLcode code) {
  long os_error = 0, verified = 0;
  curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &os_error);
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verified);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return any_network() ? Trouble::NameNotFound : Trouble::NoNetwork;
    case CURLE_COULDNT_CONNECT: return unless_portal(trouble_of_connect(os_error));
    case CURLE_OPERATION_TIMEDOUT: return unless_portal(Trouble::TimedOut);
    case CURLE_PEER_FAILED_VERIFICATION: return verified != 0 && trouble_of_verification(verified) == Trouble::ClockWrong ? Trouble::ClockWrong : unless_portal(Trouble::BadCertificate);
    case CURLE_SSL_CERTPROBLEM: return Trouble::OwnCertificate;
    case CURLE_SSL_CONNECT_ERROR:
      if (speaks_of(words, {"wrong version number", "http request"})) return Trouble::CaptivePortal;  // no TLS at all
      return unless_portal(speaks_of(words, {"certificate", "alert", "protocol"}) ? Trouble::BadCertificate : Trouble::LinkLost);
    case CURLE_WRITE_ERROR: return too_large ? Trouble::TooLarge : Trouble::LinkLost;
    default: break;
  }
  if (speaks_of(words, {"unknown ca", "bad certificate", "certificate expired", "certificate required", "certificate unknown", "unsupported certificate"})) return Trouble::OwnCertificate;
  return Trouble::LinkLost;
}

// Asked without TLS, on a connection of its own: a portal answers for everybody.
bool Client::Impl::is_portal() {
  if (options.portal_probe_url.empty()) return false;
  CURL* const probe = curl_easy_init();
  if (!probe) return false;
  curl_easy_setopt(probe, CURLOPT_URL, options.portal_probe_url.c_str());
  curl_easy_setopt(probe, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(probe, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(probe, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(probe, CURLOPT_TIMEOUT_MS, long(kProbeMs));
  curl_easy_setopt(probe, CURLOPT_WRITEFUNCTION, +[](char*, size_t, size_t count, void*) { return count; });
  const CURLcode code = perform(probe);
  long status = 0;
  curl_easy_getinfo(probe, CURLINFO_RESPONSE_CODE, &status);
  curl_multi_remove_handle(multi, probe);
  curl_easy_cleanup(probe);
  return code == CURLE_OK && status != kProbeStatus;
}

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Client::~Client() = default;

base::Result<std::unique_ptr<Client>> Client::make(ClientOptions options) {
  if (!options.url.starts_with("https://") || options.authority.empty()) return base::fail(base::Fault::BadInput, "hub address");
  while (options.url.ends_with('/')) options.url.pop_back();
  auto impl = curl_is_ready() ? std::make_unique<Impl>(std::move(options)) : nullptr;
  if (!impl || !impl->easy || !impl->multi) return base::fail(base::Fault::Busy, "curl");
  impl->configure();
  return std::unique_ptr<Client>(new Client(std::move(impl)));
}

Reply Client::post(const std::string& path, base::ByteView body) { return impl_->send(path, &body); }
Reply Client::get(const std::string& path) { return impl_->send(path, nullptr); }

void Client::abandon() {
  impl_->abandoned = true;
  curl_multi_wakeup(impl_->multi);
}

}  // namespace net
