// doorstep-hub: the central program.
#include <signal.h>
#include <sys/resource.h>

#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "app/hub/ask.h"
#include "app/hub/options.h"
#include "app/hub/service.h"
#include "platform/base/log.h"
#include "platform/net/local.h"
#include "platform/os/process.h"

namespace {

int complain(const base::Error& error) {
  std::fprintf(stderr, "doorstep-hub: %s\n", error.detail.c_str());
  return error.fault == base::Fault::Busy ? 3 : 2;
}

// A connection is an open file.
void allow_many_files() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &files);
}

hub::ServiceOptions service_options(const hub::Options& options) {
  hub::ServiceOptions out;
  out.data_dir = options.data_dir;
  out.assets_dir = options.assets_dir;
  out.demo = options.demo;
  return out;
}

// To the hub that runs, or to its folder when none does.
int command(const hub::Options& options) {
  const auto answer = hub::ask(service_options(options), options.command);
  if (!answer) return complain(answer.error());
  std::printf("%s\n", answer->c_str());
  return answer->starts_with("ok") ? 0 : 1;
}

int serve(const hub::Options& options, const sigset_t& ends) {
  const auto service = hub::Service::open(service_options(options));
  if (!service) return complain(service.error());
  net::ServerOptions listening;
  listening.address = options.address;
  listening.port = options.port;
  listening.authority = (*service)->authority();
  listening.open_paths = {hub::kEnrolPath};
  listening.callers = 2;  // one batch is read and checked while another is made durable
  std::vector<std::string> hosts{options.address, "localhost"};
  hosts.insert(hosts.end(), options.hosts.begin(), options.hosts.end());
  auto identity = (*service)->make_server_identity(hosts);
  if (!identity) return complain(identity.error());
  listening.identity = std::move(*identity);
  const auto server = net::Server::start(std::move(listening), [&](std::span<net::Request> requests) { return (*service)->answer(requests); });
  if (!server) return complain(server.error());
  const auto control = net::LocalServer::start(options.data_dir + "/control", [&](const std::string& line) { return (*service)->command(line); });
  if (!control) return complain(control.error());
  std::printf("doorstep-hub listens on %s:%d\n", options.address.c_str(), int((*server)->port()));
  std::fflush(stdout);
  int signal = 0;
  ::sigwait(&ends, &signal);
  (*server)->stop();
  const net::ServerFigures figures = (*server)->figures();
  base::log(base::Level::Info, "stopped: connections " + std::to_string(figures.connections_all) + ", requests " + std::to_string(figures.requests) + ", calls " + std::to_string(figures.calls));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  os::keep_memory_private();
  const auto options = hub::parse_options(argc, argv);
  if (!options) return std::fputs(hub::usage(), stderr), complain(options.error());
  if (options->help) return std::fputs(hub::usage(), stdout), 0;
  base::set_log_level(base::Level::Info);
  allow_many_files();
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t ends;
  ::sigemptyset(&ends);
  ::sigaddset(&ends, SIGTERM);
  ::sigaddset(&ends, SIGINT);
  ::sigprocmask(SIG_BLOCK, &ends, nullptr);  // before any thread: they inherit it
  return options->command.empty() ? serve(*options, ends) : command(*options);
}
