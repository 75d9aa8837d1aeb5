-- What wrk sends to POST /v1/posts, for `sluice bench --http`: posts with ids of their own, of which those that were
-- acknowledged are written down, a file for each thread. The key comes on standard input.
local threads = 0
local bearer

function setup(thread)
  bearer = bearer or io.read("*l")
  thread:set("number", threads)
  thread:set("key", bearer)
  threads = threads + 1
end

function init()
  count = 0
  written = io.open("acknowledged-" .. number, "w")
  written:setvbuf("full", 65536)
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. key
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  count = count + 1
  local id = "wrk-" .. number .. "-" .. count
  return wrk.format(nil, nil, nil, '{"id":"' .. id .. '","thread":"' .. id .. '","author":"m-' .. count % 10000
    .. '","community":"bench","text":"Thanks, that was a good point about the ferry at eight, and I had not thought of it'
    .. ' before you wrote."}')
end

function response(status, headers, body)
  if status == 202 then
    written:write(string.match(body, '"id":"([^"]+)"'), "\n")
  end
end
