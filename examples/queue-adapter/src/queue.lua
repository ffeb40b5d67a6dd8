-- One script for all that changes something: Redis runs it as a whole or not at all.
-- KEYS[1]: what all keys begin with. ARGV[1]: what to do; ARGV[2]: with what, as JSON.
local root, op, input = KEYS[1], ARGV[1], cjson.decode(ARGV[2])
local call = redis.call
local function place(id) return root .. ':job:' .. id end
local function get(id, field) return call('HGET', place(id), field) end
local function set(id, ...) call('HSET', place(id), ...) end
local function ready(id) return root .. ':ready:' .. get(id, 'lane') end
local function parked(id) return root .. ':parked:' .. get(id, 'lane') end
local function keyOf(id) return get(id, 'topic') .. '\n' .. (get(id, 'key') or '') end
-- Sorts by priority, then by age.
local function member(id) return string.format('%016d', get(id, 'seq')) .. id end

local function wait(id, due)
  set(id, 'status', 'waiting')
  call('SADD', root .. ':lanes', get(id, 'lane'))
  local at = tonumber(get(id, 'notBefore'))
  if due or at == 0 then call('ZADD', ready(id), -tonumber(get(id, 'priority')), member(id))
  else call('ZADD', parked(id), at, id) end
end
local function leave(id)
  call('ZREM', ready(id), member(id))
  call('ZREM', parked(id), id)
  call('ZREM', root .. ':leases', id)
  call('HDEL', place(id), 'worker', 'leaseUntil')
end
local function finish(id, status)
  leave(id)
  set(id, 'status', status, 'finishedAt', input.now)
  if get(id, 'key') then call('HDEL', root .. ':keys', keyOf(id)) end
end
local function add(job)
  if job.key then
    local known = call('HGET', root .. ':keys', job.topic .. '\n' .. job.key)
    if known then return known end
    call('HSET', root .. ':keys', job.topic .. '\n' .. job.key, job.id)
  end
  local seq = call('INCR', root .. ':seq')
  for field, value in pairs(job) do set(job.id, field, value) end
  set(job.id, 'seq', seq, 'attempts', 0)
  call('ZADD', root .. ':all', seq, job.id)
  wait(job.id)
  return job.id
end
local function spent(id) return tonumber(get(id, 'attempts')) >= tonumber(get(id, 'maxAttempts')) end
local function held(id) return get(id, 'status') == 'active' and get(id, 'worker') == input.worker end

local ops = {}
function ops.add() return { ids = {}, each = input.jobs, by = add } end
function ops.renew()
  return { each = input.leases, by = function(lease)
    if not held(lease.id) then return end
    set(lease.id, 'leaseUntil', input['until'])
    if lease.progress then set(lease.id, 'progress', lease.progress) end
    call('ZADD', root .. ':leases', input['until'], lease.id)
    return lease.id
  end }
end
function ops.settle()
  return { each = input.endings, by = function(ending)
    local id = ending.id
    if not held(id) then return end
    if ending.refund then call('HINCRBY', place(id), 'attempts', -1) end
    call('HDEL', place(id), 'fault')
    if ending.fault then set(id, 'fault', ending.fault) end
    if ending.result then set(id, 'result', ending.result) end
    if ending.status ~= 'waiting' then finish(id, ending.status)
    elseif not ending.refund and spent(id) then finish(id, 'failed')
    else
      leave(id)
      set(id, 'notBefore', ending.notBefore)
      wait(id)
    end
    for _, job in ipairs(ending.next) do add(job) end
    return id
  end }
end
function ops.cancel()
  return { each = input.ids, by = function(id)
    local status = get(id, 'status')
    if status ~= 'waiting' and status ~= 'active' then return end
    finish(id, 'cancelled')
    return id
  end }
end
function ops.retry()
  return { each = input.ids, by = function(id)
    local status = get(id, 'status')
    if status ~= 'failed' and status ~= 'cancelled' then return end
    if get(id, 'key') and call('HSETNX', root .. ':keys', keyOf(id), id) == 0 then return end
    call('HDEL', place(id), 'fault', 'progress', 'finishedAt')
    set(id, 'attempts', 0, 'notBefore', 0)
    wait(id)
    return id
  end }
end
function ops.forget()
  return { each = input.ids, by = function(id)
    call('ZREM', root .. ':all', id)
    call('DEL', place(id))
    return id
  end }
end
function ops.claim()
  local lapsed = {}
  for _, id in ipairs(call('ZRANGEBYSCORE', root .. ':leases', '-inf', input.now)) do
    table.insert(lapsed, { id = id, worker = get(id, 'worker') })
    local silent = { code = 'internal', message = 'its worker ' .. get(id, 'worker') .. ' fell silent at the last attempt allowed' }
    if spent(id) then set(id, 'fault', cjson.encode(silent)) finish(id, 'failed')
    else leave(id) wait(id, true) end
  end
  local found, nextAt = {}, nil
  for _, lane in ipairs(input.lanes) do
    for _, id in ipairs(call('ZRANGEBYSCORE', root .. ':parked:' .. lane, '-inf', input.now)) do leave(id) wait(id, true) end
    local first = call('ZRANGE', root .. ':ready:' .. lane, 0, input.limit - 1, 'WITHSCORES')
    for at = 1, #first, 2 do table.insert(found, { first[at], tonumber(first[at + 1]) }) end
    local later = tonumber(call('ZRANGE', root .. ':parked:' .. lane, 0, 0, 'WITHSCORES')[2])
    if later and (not nextAt or later < nextAt) then nextAt = later end
  end
  table.sort(found, function(a, b) return a[2] < b[2] or (a[2] == b[2] and a[1] < b[1]) end)
  local taken = {}
  for at = 1, math.min(#found, input.limit) do taken[at] = string.sub(found[at][1], 17) end
  return { nextAt = nextAt, lapsed = #lapsed > 0 and cjson.encode(lapsed), each = taken, by = function(id)
    leave(id)
    call('HDEL', place(id), 'progress')
    call('HINCRBY', place(id), 'attempts', 1)
    set(id, 'status', 'active', 'worker', input.worker, 'leaseUntil', input.leaseUntil, 'startedAt', input.now)
    call('ZADD', root .. ':leases', input.leaseUntil, id)
    return id
  end }
end

local work = ops[op]()
local done = {}
for _, one in ipairs(work.each) do
  local id = work.by(one)
  if id then table.insert(done, id) end
end
return { done, tostring(work.nextAt or ''), work.lapsed or '' }
