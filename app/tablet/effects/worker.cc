#include "app/tablet/effects/worker.h"

#include <utility>

#include "app/tablet/effects/opened.h"
#include "platform/base/log.h"
#include "platform/os/file.h"

namespace effects {

Worker::Worker(WorkerOptions options, Post post) : options_(std::move(options)), post_(std::move(post)), forms_(options_.assets_dir, path("forms")), installed_(path("forms-pack")), device_(path("device.key")) {
  watch_network();
}
Worker::~Worker() = default;

void Worker::run(state::Effect effect) {
  ran_ = true;
  std::visit([this](auto& one) { on(one); }, effect);
}

void Worker::on(state::SaveSettings& effect) {
  const base::Status written = os::replace_file(path("settings"), base::view(state::encode_settings(effect.settings)));
  if (!written) base::log(base::Level::Warning, std::string("settings not kept: ") + base::fault_name(written.error().fault));
}

void Worker::on(state::ReadFigures&) { post_(state::FiguresRead{figures()}); }

void Worker::on(state::LoadQuestionnaire& effect) {
  const auto form = forms_.find(effect.name);
  if (form) forms_.keep(effect.name);  // a draft of it will want this very version, whatever comes after
  if (form) post_(state::QuestionnaireLoaded{effect.name, *form, {}, observations_for(**form, effect.person)});
  else post_(state::QuestionnaireLoaded{effect.name, nullptr, form.error().detail});
}

}  // namespace effects
