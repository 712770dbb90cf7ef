// platform/net/request_reader.h: one request as it comes. Private to the server, as everything that names Beast or Asio is.
#pragma once
#include <algorithm>
#include <atomic>
#include <boost/beast/http/basic_parser.hpp>
#include <utility>

#include "platform/net/server.h"

namespace net {

namespace http = boost::beast::http;
using Failed = boost::system::error_code;

// Beast's state machine for HTTP/1, with nothing kept but what we look at.
class RequestReader final : public http::basic_parser<true> {
 public:
  RequestReader(const Limits& limits, std::atomic<size_t>& bodies_bytes) : bodies_bytes_(bodies_bytes), bodies_bytes_max_(limits.bodies_bytes_max) {
    header_limit(uint32_t(limits.header_bytes_max));
    body_limit(boost::none);  // counted here
  }
  ~RequestReader() override { forget_body(); }
  void forget_body() {
    request.body = {};
    bodies_bytes_ -= std::exchange(counted_, 0);
  }
  Request request;
  size_t body_bytes_max = 0;
  bool expects_continue = false;

 private:
  static constexpr size_t kBodyBytesFirst = 64 * 1024;
  using Text = boost::beast::string_view;
  void on_request_impl(http::verb, Text method, Text target, int, Failed&) override {
    request.method.assign(method.data(), method.size());
    request.path.assign(target.data(), std::min(target.find('?'), target.size()));
  }
  void on_response_impl(int, Text, int, Failed&) override {}
  void on_field_impl(http::field name, Text, Text value, Failed&) override {
    if (name == http::field::expect) expects_continue = value == "100-continue";
  }
  void on_header_impl(Failed&) override {}
  void on_body_init_impl(const boost::optional<uint64_t>& length, Failed&) override {
    request.body.reserve(size_t(std::min<uint64_t>(length.value_or(0), kBodyBytesFirst)));
  }
  size_t on_body_impl(Text part, Failed& failed) override {
    counted_ += part.size();
    if ((bodies_bytes_ += part.size()) > bodies_bytes_max_) failed = http::error::buffer_overflow;
    else if (request.body.size() + part.size() > body_bytes_max) failed = http::error::body_limit;
    if (failed) return 0;
    request.body.insert(request.body.end(), part.begin(), part.end());
    return part.size();
  }
  void on_chunk_header_impl(uint64_t, Text, Failed&) override {}
  size_t on_chunk_body_impl(uint64_t, Text part, Failed& failed) override { return on_body_impl(part, failed); }
  void on_finish_impl(Failed&) override {}

  std::atomic<size_t>& bodies_bytes_;
  size_t bodies_bytes_max_, counted_ = 0;
};

}  // namespace net
