#include "tests/tools/inputs/inputs.h"

#include <sys/stat.h>

#include "app/fhirpath/temporal.h"
#include "platform/os/file.h"

namespace inputs {
namespace {

std::string reason(const std::string& path, base::Fault fault, size_t bytes_max) {
  if (fault == base::Fault::NotFound) return "there is no such file";
  if (fault == base::Fault::Denied) return "the file may not be read";
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) return "this is a folder";
  if (size_t(about.st_size) > bytes_max) return "the file is larger than " + std::to_string(bytes_max >> 20) + " MiB";
  return "the file cannot be read";
}

}  // namespace

base::Result<std::string> read(const std::string& path, size_t bytes_max) {
  const auto bytes = os::read_file(path, bytes_max);
  if (!bytes) return base::fail(bytes.error().fault, path + ": " + reason(path, bytes.error().fault, bytes_max));
  return std::string(bytes->begin(), bytes->end());
}

std::optional<int64_t> unix_ms(std::string_view text) {
  const auto moment = fhirpath::parse_date_time(text);
  if (!moment) return std::nullopt;
  const int64_t days = fhirpath::day_number(moment->year, moment->month, moment->day);
  const int64_t seconds = days * 86400 + moment->hour * 3600 + moment->minute * 60 + moment->second - moment->zone_minutes * 60;
  return seconds * 1000 + moment->nanos / 1000000;
}

}  // namespace inputs
