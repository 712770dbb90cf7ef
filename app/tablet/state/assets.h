// app/tablet/state/assets.h: what screens show from data that comes with the app: code lists and the outline of a body. Read once, never changed.
#pragma once
#include <vector>

#include "app/care/codes.h"
#include "app/care/local_rules.h"
#include "app/tablet/state/body_figure.h"

namespace state {

struct Assets {
  care::Codes codes;
  care::LocalRules rules;
  std::vector<FigurePart> front, back;  // of the body map
  std::vector<BodyRegion> regions;
};

}  // namespace state
