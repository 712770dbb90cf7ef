#include "app/tablet/effects/read_assets.h"

#include "platform/base/log.h"
#include "platform/os/file.h"

namespace effects {
namespace {

constexpr size_t kFileBytesMax = 8u << 20;

class AssetFolder {
 public:
  explicit AssetFolder(std::string folder) : folder_(std::move(folder)) {}

  template <class Use>
  void with(const std::string& name, Use use) const {
    const auto bytes = os::read_file(folder_ + "/" + name, kFileBytesMax);
    if (!bytes) return complain(name, bytes.error());
    if (const base::Status used = use(base::text_view(*bytes)); !used) complain(name, used.error());
  }

  // Into `out`, what `parse` makes of the file.
  template <class Out, class Parse>
  void read(const std::string& name, Out& out, Parse parse) const {
    with(name, [&](std::string_view csv) -> base::Status {
      TRY(out, parse(csv));
      return {};
    });
  }

 private:
  static void complain(const std::string& name, const base::Error& error) {
    base::log(base::Level::Warning, "asset " + name + ": " + base::fault_name(error.fault) + ": " + error.detail);
  }
  std::string folder_;
};

}  // namespace

std::shared_ptr<const state::Assets> read_assets(const std::string& assets_dir) {
  auto assets = std::make_shared<state::Assets>();
  const AssetFolder folder(assets_dir);
  for (const std::string& name : care::code_list_names())
    folder.with("codes/" + name + ".csv", [&](std::string_view csv) { return assets->codes.add(name, csv); });
  folder.read("codes/local-rules.csv", assets->rules, care::LocalRules::parse);
  folder.read("bodymap/front.csv", assets->front, state::parse_figure);
  folder.read("bodymap/back.csv", assets->back, state::parse_figure);
  folder.read("bodymap/regions.csv", assets->regions, state::parse_regions);
  return assets;
}

}  // namespace effects
