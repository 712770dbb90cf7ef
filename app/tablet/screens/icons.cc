#include "app/tablet/screens/icons.h"

namespace screens {
namespace {

using ui::Icon;

struct Named {
  std::string_view name;
  Icon icon;
};
constexpr Named kNamed[] = {{"person-alert", Icon::PersonAlert}, {"warning", Icon::Warning},   {"paw", Icon::Paw},           {"key", Icon::Key},
                            {"shield", Icon::Shield},            {"medicine", Icon::Medicine}, {"heart-pulse", Icon::HeartPulse}, {"message", Icon::Message},
                            {"eye", Icon::Eye},                  {"lock", Icon::Lock},         {"document", Icon::Document}, {"info", Icon::Info},
                            {"home", Icon::Home},                {"phone", Icon::Phone},       {"mail", Icon::Mail},         {"group", Icon::Group},
                            {"tablet", Icon::Tablet},            {"people", Icon::People},     {"approvals", Icon::Approvals}, {"note", Icon::Note},
                            {"money", Icon::Money},              {"bell", Icon::Bell},         {"hospital", Icon::Hospital}, {"clipboard", Icon::Clipboard},
                            {"heart", Icon::Heart},              {"scale", Icon::Scale},       {"refresh", Icon::Refresh},   {"target", Icon::Target},
                            {"wheelchair", Icon::Wheelchair}};

}  // namespace

Icon icon_named(std::string_view name, Icon otherwise) {
  for (const Named& named : kNamed)
    if (named.name == name) return named.icon;
  return otherwise;
}

}  // namespace screens
