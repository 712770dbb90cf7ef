// tests/app/screens/pictures.h: what the app showed, as a person would compare it.
#pragma once
#include <string>

#include "platform/image/image.h"

namespace screens_test {

// Empty when there is no such picture.
image::Rgba picture_at(const std::string& path);
// How many of a thousand pixels a person would see differ; all of them when the sizes do.
int thousandths_apart(const image::Rgba& a, const image::Rgba& b);

}  // namespace screens_test
