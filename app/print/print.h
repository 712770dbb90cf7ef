// app/print/print.h: a written copy as a PDF. The bytes hold what the copy holds, in clear: they are made in memory only, and the caller seals them or
// saves them where the person or the worker asked. Any thread; a copy of 20 pages takes about a tenth of a second.
#pragma once
#include "app/print/written_copy.h"
#include "platform/base/result.h"

namespace print {

// Errors: NotFound (the packaged fonts), Full, BadInput.
base::Result<base::Bytes> make_pdf(const WrittenCopy& copy);

}  // namespace print
