<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Approvals</name>
    <message>
        <source>Own staff member</source>
        <translation>客户所属员工</translation>
    </message>
    <message>
        <source>Counter supervisor</source>
        <translation>柜台主管</translation>
    </message>
    <message>
        <source>Marketing director</source>
        <translation>营销总监</translation>
    </message>
    <message>
        <source>General manager</source>
        <translation>总经理</translation>
    </message>
    <message>
        <source>Comes later</source>
        <translation>待前一步</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>By telephone, unconfirmed</source>
        <translation>电话同意，待确认</translation>
    </message>
    <message>
        <source>By telephone, confirmation late</source>
        <translation>电话同意，逾期未确认</translation>
    </message>
    <message>
        <source>Telephone approval denied</source>
        <translation>否认电话审批</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>本人登录</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>普通客户</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>重要客户</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>核心客户</translation>
    </message>
    <message>
        <source>In preparation</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>For approval</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Carried out</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Client stays</source>
        <translation>已挽留</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>leaves</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>at the counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>on a visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>Calendar missing</source>
        <translation>缺交易日历</translation>
    </message>
    <message>
        <source>Clock stands still</source>
        <translation>停止计时</translation>
    </message>
    <message>
        <source>1 day late</source>
        <translation>逾期 1 天</translation>
    </message>
    <message>
        <source>{days} days late</source>
        <translation>逾期 {days} 天</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>剩 1 天</translation>
    </message>
    <message>
        <source>{days} days left</source>
        <translation>剩 {days} 天</translation>
    </message>
    <message>
        <source>by {day}</source>
        <translation>{day} 到期</translation>
    </message>
    <message>
        <source>asked {day}</source>
        <translation>{day} 申请</translation>
    </message>
    <message>
        <source>Confirmation late</source>
        <translation>逾期未确认</translation>
    </message>
    <message>
        <source>Telephone unconfirmed</source>
        <translation>电话待确认</translation>
    </message>
    <message>
        <source>Client insists</source>
        <translation>客户坚持</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>有限制</translation>
    </message>
    <message>
        <source>{minutes} min old</source>
        <translation>{minutes} 分钟前</translation>
    </message>
    <message>
        <source>{hours} h old</source>
        <translation>{hours} 小时前</translation>
    </message>
</context>
<context>
    <name>ApprovalsPage</name>
    <message>
        <source>request</source>
        <translation>选择申请</translation>
    </message>
    <message>
        <source>write</source>
        <translation>填写意见</translation>
    </message>
    <message>
        <source>approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>send back</source>
        <translation>退回询问</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>This request has changed since you opened it. Look at it again before you decide.</source>
        <translation>这份申请在您打开之后有变动。请看过最新内容再决定。</translation>
    </message>
    <message>
        <source>Show it as it is now</source>
        <translation>显示最新内容</translation>
    </message>
    <message>
        <source>Request {number}: {verdict}</source>
        <translation>申请 {number}：{verdict}</translation>
    </message>
    <message>
        <source>The request was changed after you opened it, so nothing was decided. Here it is as it is now: read it and decide again. What you wrote is still there.</source>
        <translation>这份申请在您打开之后有变动，刚才的审批没有生效。下面是最新内容，请重新核对后再决定；您填写的意见还在。</translation>
    </message>
    <message>
        <source>Raise the tier</source>
        <translation>提高档次</translation>
    </message>
    <message>
        <source>The request goes to {tier}; it cannot be lowered again. Why?</source>
        <translation>将提高为“{tier}”，此后不能再降低。请写明原因。</translation>
    </message>
    <message>
        <source>Raise</source>
        <translation>提高</translation>
    </message>
    <message>
        <source>Not approved by telephone</source>
        <translation>否认电话审批</translation>
    </message>
    <message>
        <source>The approval then counts no longer and an incident is recorded that cannot be taken back.</source>
        <translation>该审批随即失效，并登记为一起事件，不能撤回。</translation>
    </message>
    <message>
        <source>Record the incident</source>
        <translation>登记事件</translation>
    </message>
    <message>
        <source>Confirmed.</source>
        <translation>已确认。</translation>
    </message>
    <message>
        <source>Denied; an incident is recorded.</source>
        <translation>已否认，并登记为事件。</translation>
    </message>
    <message>
        <source>Client insists</source>
        <translation>客户坚持</translation>
    </message>
    <message>
        <source>Choose a request</source>
        <translation>请选择一份申请</translation>
    </message>
    <message>
        <source>Up and down go through the list at the left.</source>
        <translation>用上下键在左侧列表中选择。</translation>
    </message>
    <message>
        <source>Nothing waits for approval</source>
        <translation>没有待审批的申请</translation>
    </message>
    <message>
        <source>A request appears here by itself as soon as a counter submits it.</source>
        <translation>柜台一提交，申请就会自动出现在这里。</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
</context>
<context>
    <name>CalendarPage</name>
    <message>
        <source>year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>open or close</source>
        <translation>开市或休市</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Changes are not saved</source>
        <translation>更改尚未保存</translation>
    </message>
    <message>
        <source>The changes to {year} will be lost.</source>
        <translation>{year} 年的更改将会丢失。</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>不保存，离开</translation>
    </message>
    <message>
        <source>Give the holiday a name.</source>
        <translation>请填写节假日名称。</translation>
    </message>
    <message>
        <source>Calendar {year} saved</source>
        <translation>{year} 年日历已保存</translation>
    </message>
    <message>
        <source>Show theirs, drop mine</source>
        <translation>显示对方的内容，放弃我的更改</translation>
    </message>
    <message>
        <source>Theirs is taken over here, with your changes on top: save again, or drop yours.</source>
        <translation>此处已采用对方保存的内容，并叠加您的改动：请再次保存，或放弃您的改动。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>交易日</translation>
    </message>
    <message>
        <source>Days that both changed, with theirs: {days}</source>
        <translation>双方都改动过的日期（括号内为对方内容）：{days}</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>Kept by the branch</source>
        <translation>营业部维护</translation>
    </message>
    <message>
        <source>Not entered yet</source>
        <translation>尚未录入</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Trading calendar {year}</source>
        <translation>{year} 年交易日历</translation>
    </message>
    <message>
        <source>Closed days</source>
        <translation>休市日</translation>
    </message>
    <message>
        <source>{count} weekdays</source>
        <translation>{count} 个工作日休市</translation>
    </message>
    <message>
        <source>The closed days of {year} are not entered yet; the counter supervisor or general manager does.</source>
        <translation>{year} 年的休市日尚未录入，请柜台主管或总经理录入。</translation>
    </message>
    <message>
        <source>Enter the closed days that the exchanges announced for {year}, then save.</source>
        <translation>请按交易所公布的 {year} 年休市安排录入，然后保存。</translation>
    </message>
    <message>
        <source>The closed days of {year} are not entered yet. Deadlines that reach into it cannot be counted.</source>
        <translation>{year} 年的休市日尚未录入，跨入该年的时限将无法计算。</translation>
    </message>
    <message>
        <source>Add {year}</source>
        <translation>录入 {year} 年</translation>
    </message>
    <message>
        <source>Trading calendar</source>
        <translation>交易日历</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Year before (Ctrl+Left)</source>
        <translation>上一年 (Ctrl+Left)</translation>
    </message>
    <message>
        <source>Year after (Ctrl+Right)</source>
        <translation>下一年 (Ctrl+Right)</translation>
    </message>
    <message>
        <source>Name of the holiday</source>
        <translation>节假日名称</translation>
    </message>
    <message>
        <source>For all its days that touch each other.</source>
        <translation>同一假期相连的各天一并改名。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销更改</translation>
    </message>
    <message>
        <source>Red days are closed. Saturdays and Sundays never trade, not even those worked to make up for one.</source>
        <translation>红色为休市日。周六、周日不交易，调休上班的周末也不交易。</translation>
    </message>
    <message>
        <source>No closed day in this year. Choose a day and press Space to close it.</source>
        <translation>该年没有休市日。选中日期后按空格键设为休市。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>节假日</translation>
    </message>
</context>
<context>
    <name>CaseSheet</name>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Individual</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>证件</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>trading system</source>
        <translation>交易系统</translation>
    </message>
    <message>
        <source>stated by hand</source>
        <translation>柜员手工填报</translation>
    </message>
    <message>
        <source>assets {assets} yuan, turnover {turnover}</source>
        <translation>资产 {assets} 元，周转率 {turnover}</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>评定数据</translation>
    </message>
    <message>
        <source>Own staff</source>
        <translation>所属员工</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{moment} by {name} {number}</source>
        <translation>{moment} {name} {number}</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>not booked yet</source>
        <translation>尚未预约</translation>
    </message>
    <message>
        <source>Booking</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Earliest day</source>
        <translation>最早办理日</translation>
    </message>
    <message>
        <source>{before} to {after} by {name}, {moment}: {why}</source>
        <translation>{name} 于 {moment} 由“{before}”提高为“{after}”：{why}</translation>
    </message>
    <message>
        <source>Tier raised</source>
        <translation>提高档次</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>第 {number} 版</translation>
    </message>
    <message>
        <source>The tier is not known yet, so no approval can be given.</source>
        <translation>档次尚未确定，还不能审批。</translation>
    </message>
    <message>
        <source>on version {number}</source>
        <translation>针对第 {number} 版</translation>
    </message>
    <message>
        <source>Ground: {ground}</source>
        <translation>拒绝依据：{ground}</translation>
    </message>
    <message>
        <source>Called {number} at {moment}, recorded by {name}</source>
        <translation>{moment} 拨打 {number}，{name} 记录</translation>
    </message>
    <message>
        <source>To be confirmed by {day}</source>
        <translation>须在 {day} 前（含当日）确认</translation>
    </message>
    <message>
        <source>Confirmed {moment}</source>
        <translation>{moment} 已确认</translation>
    </message>
    <message>
        <source>Denied {moment}</source>
        <translation>{moment} 否认</translation>
    </message>
    <message>
        <source>Reason and talks</source>
        <translation>原因与挽留</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>In own words</source>
        <translation>客户原话</translation>
    </message>
    <message>
        <source>The client insists since {moment}.</source>
        <translation>客户自 {moment} 起坚持办理。</translation>
    </message>
    <message>
        <source>No talk has been written down.</source>
        <translation>没有挽留谈话记录。</translation>
    </message>
    <message>
        <source>Talk {number}, {name} {way}</source>
        <translation>第 {number} 次 · {name} · {way}</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>谈话内容</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>提供</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>客户答复</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户状态</translation>
    </message>
    <message>
        <source>stands in the way</source>
        <translation>未解除</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>again on {day}</source>
        <translation>{day} 起可再试</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺</translation>
    </message>
    <message>
        <source>scanned</source>
        <translation>已扫描</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>已出示</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Nothing happened with this client&apos;s requests before.</source>
        <translation>该客户以前没有转销户申请。</translation>
    </message>
</context>
<context>
    <name>ChurnPage</name>
    <message>
        <source>period</source>
        <translation>前后期间</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Enter the first and the last day, the last not before the first.</source>
        <translation>请填写起止日期，截止日不得早于起始日。</translation>
    </message>
    <message>
        <source>By reason</source>
        <translation>按转销户原因</translation>
    </message>
    <message>
        <source>By class of client</source>
        <translation>按客户分类</translation>
    </message>
    <message>
        <source>By own staff</source>
        <translation>按分管员工</translation>
    </message>
    <message>
        <source>By teller</source>
        <translation>按受理柜员</translation>
    </message>
    <message>
        <source>By level of approval</source>
        <translation>按审批层级</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>按月份</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>Save as a workbook</source>
        <translation>保存为工作簿</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>{count} requests</source>
        <translation>申请 {count} 件</translation>
    </message>
    <message>
        <source>left {count}</source>
        <translation>离开 {count}</translation>
    </message>
    <message>
        <source>stayed {count}</source>
        <translation>留下 {count}</translation>
    </message>
    <message>
        <source>open {count}</source>
        <translation>未办结 {count}</translation>
    </message>
    <message>
        <source>taken back or turned away {count}</source>
        <translation>撤回或未受理 {count}</translation>
    </message>
    <message>
        <source>assets that left: {assets} yuan</source>
        <translation>流失资产 {assets} 元</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Stayed</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未办结</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤回或未受理</translation>
    </message>
    <message>
        <source>Share that stayed</source>
        <translation>挽留率</translation>
    </message>
    <message>
        <source>Assets that left</source>
        <translation>流失资产（元）</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Before (Ctrl+Left)</source>
        <translation>前一期间 (Ctrl+Left)</translation>
    </message>
    <message>
        <source>After (Ctrl+Right)</source>
        <translation>后一期间 (Ctrl+Right)</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Bars: left, stayed, open</source>
        <translation>条形图：离开、留下、未办结</translation>
    </message>
    <message>
        <source>Nobody asked to leave</source>
        <translation>没有转销户申请</translation>
    </message>
    <message>
        <source>There is no request in this period.</source>
        <translation>这一期间没有转销户申请。</translation>
    </message>
</context>
<context>
    <name>DayEndPage</name>
    <message>
        <source>go to the case</source>
        <translation>打开业务</translation>
    </message>
    <message>
        <source>print the day sheet</source>
        <translation>打印日终清单</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Day closed, day sheet {number} filed</source>
        <translation>日终完成，日终清单 {number} 已归档</translation>
    </message>
    <message>
        <source>The day is closed. Its reports could not be made: {why} They are made at the next closing.</source>
        <translation>日终已完成，但报表未能生成：{why}下次日终时会补做。</translation>
    </message>
    <message>
        <source>Copy added.</source>
        <translation>复印件已补充。</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已日终</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>齐全</translation>
    </message>
    <message>
        <source>{count} cases lack something</source>
        <translation>{count} 笔业务资料不全</translation>
    </message>
    <message>
        <source>Finished on {day}</source>
        <translation>{day} 办结的业务</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>{sum} yuan taken</source>
        <translation>实收 {sum} 元</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>未办结</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>日终签章</translation>
    </message>
    <message>
        <source>Closed; its day sheet is {number}.</source>
        <translation>已日终，日终清单编号 {number}。</translation>
    </message>
    <message>
        <source>Look through cases and receipts, then sign: the day sheet is filed with your signature.</source>
        <translation>请核对业务与收据后签名，日终清单将随您的签名归档。</translation>
    </message>
    <message>
        <source>Ended after the day was closed, so not on its sheet: {cases}</source>
        <translation>以下业务在日终之后办结，未列入日终清单：{cases}</translation>
    </message>
    <message>
        <source>Add copy: {label}</source>
        <translation>补充：{label}</translation>
    </message>
    <message>
        <source>Nothing was finished on this day. A case is listed here once it is completed.</source>
        <translation>当日没有办结的业务。业务办结后自动列在这里。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务编号</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>No receipt on this day. Receipts are made with the cases they belong to.</source>
        <translation>当日没有收据。收据随业务办理时开具。</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据编号</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>作废原因</translation>
    </message>
    <message>
        <source>Nothing is left open. The day can be closed.</source>
        <translation>没有未办结的业务，可以办理日终。</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>所在步骤</translation>
    </message>
    <message>
        <source>No day sheet yet. It is made when the day is closed.</source>
        <translation>还没有日终清单。办理日终后生成。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Teller</source>
        <translation>柜员</translation>
    </message>
    <message>
        <source>My own day</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Go to the case</source>
        <translation>打开业务</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>View</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>补打</translation>
    </message>
    <message>
        <source>Day sheets</source>
        <translation>日终清单</translation>
    </message>
    <message>
        <source>Finished cases</source>
        <translation>已办结业务</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Write the question that the counter has to answer.</source>
        <translation>请写明需要柜台答复的问题。</translation>
    </message>
    <message>
        <source>Choose the ground; without one of these a request cannot be refused.</source>
        <translation>请选择拒绝依据；没有依据不能拒绝。</translation>
    </message>
    <message>
        <source>No step of this request is yours to decide now.</source>
        <translation>这份申请目前没有需要您审批的步骤。</translation>
    </message>
    <message>
        <source>Refusing is not possible: nothing blocks the accounts and no document is missing. Approve, or send back with a question.</source>
        <translation>账户没有限制、资料也齐全，按规定不能拒绝。请同意，或写明问题退回。</translation>
    </message>
    <message>
        <source>Words for the counter</source>
        <translation>审批意见（柜台可见）</translation>
    </message>
    <message>
        <source>Ground of a refusal</source>
        <translation>拒绝依据</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Send back with a question</source>
        <translation>退回询问</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Raise to {tier}</source>
        <translation>提高为{tier}</translation>
    </message>
    <message>
        <source>Raise tier</source>
        <translation>提高档次</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>Nothing waits for you</source>
        <translation>没有等您审批的申请</translation>
    </message>
    <message>
        <source>Under &quot;All&quot; are the requests of the branch.</source>
        <translation>“全部”中是营业部的所有申请。</translation>
    </message>
    <message>
        <source>No open request</source>
        <translation>没有未办结的申请</translation>
    </message>
    <message>
        <source>Requests appear as soon as a counter takes one in.</source>
        <translation>柜台一受理，申请就会出现在这里。</translation>
    </message>
    <message>
        <source>Nothing to confirm</source>
        <translation>没有待确认的电话审批</translation>
    </message>
    <message>
        <source>Every approval by telephone is confirmed.</source>
        <translation>所有电话审批都已确认。</translation>
    </message>
    <message>
        <source>For me {count}</source>
        <translation>待我审批 {count}</translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation>全部 {count}</translation>
    </message>
    <message>
        <source>By telephone {count}</source>
        <translation>电话审批 {count}</translation>
    </message>
    <message>
        <source>Requests by deadline</source>
        <translation>按时限排列的申请</translation>
    </message>
    <message>
        <source>Approvals by telephone</source>
        <translation>电话审批</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Confirm by</source>
        <translation>确认期限</translation>
    </message>
    <message>
        <source>Approver</source>
        <translation>审批人</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>待确认</translation>
    </message>
</context>
<context>
    <name>SnapshotPage</name>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>dry run</source>
        <translation>试导入</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>{rows} rows read</source>
        <translation>已读取 {rows} 行</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>File of the trading system</source>
        <translation>交易系统文件</translation>
    </message>
    <message>
        <source>Mapping file</source>
        <translation>映射文件</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>正在使用的快照</translation>
    </message>
    <message>
        <source>No snapshot</source>
        <translation>没有快照</translation>
    </message>
    <message>
        <source>The counter states the conditions by hand, and the form says so.</source>
        <translation>由柜员逐项填报账户状态，表单上会注明。</translation>
    </message>
    <message>
        <source>{rows} accounts from {source}, imported {moment}</source>
        <translation>{rows} 个账户，来自 {source}，{moment} 导入</translation>
    </message>
    <message>
        <source>{age}, too old: it counts for {hours} hours</source>
        <translation>{age}，已过时：{hours} 小时内有效</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>Nothing read yet</source>
        <translation>尚未读取文件</translation>
    </message>
    <message>
        <source>A dry run finds every mistake of a file by its row and changes nothing.</source>
        <translation>试导入会按行列出文件中的所有错误，不作任何改变。</translation>
    </message>
    <message>
        <source>No mistakes</source>
        <translation>没有错误</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>In force now</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>Checked, nothing changed</source>
        <translation>检查通过，未作改变</translation>
    </message>
    <message>
        <source>Mistakes, nothing changed</source>
        <translation>有错误，未作改变</translation>
    </message>
    <message>
        <source>Cancelled, nothing changed</source>
        <translation>已取消，未作改变</translation>
    </message>
    <message>
        <source>It can be imported.</source>
        <translation>可以导入。</translation>
    </message>
    <message>
        <source>The snapshot that was in force before still is.</source>
        <translation>原来的快照仍在使用。</translation>
    </message>
    <message>
        <source>Taken {moment}: {rows} rows read, {accounts} accounts, {skipped} skipped, {mistakes} mistakes. {unknown} accounts are not the branch&apos;s; {missing} of the branch&apos;s are not in it.</source>
        <translation>快照时间 {moment}：读取 {rows} 行，账户 {accounts} 个，略过 {skipped} 行，错误 {mistakes} 处。其中 {unknown} 个账户不属于本营业部；本营业部有 {missing} 个账户不在其中。</translation>
    </message>
    <message>
        <source>The first {count} are listed.</source>
        <translation>下面列出前 {count} 处。</translation>
    </message>
    <message>
        <source>Load a snapshot</source>
        <translation>导入快照</translation>
    </message>
    <message>
        <source>Taken at</source>
        <translation>快照时间</translation>
    </message>
    <message>
        <source>CSV or DBF; for a view env:NAME of its address</source>
        <translation>CSV 或 DBF；视图请填 env:变量名</translation>
    </message>
    <message>
        <source>Says which column holds what</source>
        <translation>说明各列的含义</translation>
    </message>
    <message>
        <source>Only where the mapping asks for it</source>
        <translation>映射文件要求时填写</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试导入</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Mistakes by row</source>
        <translation>逐行错误</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>TaskFilters</name>
    <message>
        <source>The filters are cleared.</source>
        <translation>筛选条件已清除。</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Nobody&apos;s</source>
        <translation>待领取</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Up to today</source>
        <translation>今天及以前到期</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周到期</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月到期</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>下月到期</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>不限到期日</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>业务编号</translation>
    </message>
    <message>
        <source>Client: the number, or part of the name</source>
        <translation>客户：编号，或者姓名的一部分</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Whose tasks</source>
        <translation>任务归属</translation>
    </message>
    <message>
        <source>Which tasks</source>
        <translation>任务状态</translation>
    </message>
</context>
<context>
    <name>TaskSheet</name>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Choose a task at the left.</source>
        <translation>请在左侧选择一项任务。</translation>
    </message>
    <message>
        <source>{count} tasks chosen</source>
        <translation>已选 {count} 项任务</translation>
    </message>
    <message>
        <source>They can be handed over together, with one reason.</source>
        <translation>可以填写同一原因，一并移交。</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>after {count} months</source>
        <translation>完成后每 {count} 个月</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Finished by the saved record of the call or visit; a sentence is for the client&apos;s own staff.</source>
        <translation>保存回访或上门记录后自动完成；只有服务该客户的人员可以直接填写结果。</translation>
    </message>
    <message>
        <source>This one is finished by its case itself, on the page of approvals.</source>
        <translation>该任务在“转销户审批”页面由业务本身完成。</translation>
    </message>
    <message>
        <source>This one is finished by the saved record of the call or visit.</source>
        <translation>该任务在保存回访或上门记录后完成。</translation>
    </message>
    <message>
        <source>This one is finished by its step of the complaint.</source>
        <translation>该任务由投诉的对应步骤完成。</translation>
    </message>
    <message>
        <source>Made by the task before it</source>
        <translation>由上一项任务生成</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Put off from {before} to {after}: {why}</source>
        <translation>由 {before} 延至 {after}：{why}</translation>
    </message>
    <message>
        <source>From {before} to {after}: {why}</source>
        <translation>由{before}移交{after}：{why}</translation>
    </message>
    <message>
        <source>Done: {outcome}</source>
        <translation>完成：{outcome}</translation>
    </message>
</context>
<context>
    <name>TaskSide</name>
    <message>
        <source>Do it…</source>
        <translation>办理…</translation>
    </message>
    <message>
        <source>Done…</source>
        <translation>完成…</translation>
    </message>
    <message>
        <source>Put off…</source>
        <translation>延期…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>移交…</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>领取</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Task done</source>
        <translation>任务完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>Next one</source>
        <translation>下一次</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>To the day</source>
        <translation>延至</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>To</source>
        <translation>移交给</translation>
    </message>
    <message>
        <source>No next contact is wanted</source>
        <translation>客户不再需要联系</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>First contact</source>
        <translation>首次回访</translation>
    </message>
    <message>
        <source>Monthly contact</source>
        <translation>每月联系</translation>
    </message>
    <message>
        <source>Yearly visit</source>
        <translation>年度走访</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>承诺事项</translation>
    </message>
    <message>
        <source>Contact, client stayed</source>
        <translation>留下客户联系</translation>
    </message>
    <message>
        <source>Confirm telephone approval</source>
        <translation>确认电话审批</translation>
    </message>
    <message>
        <source>Close fund account</source>
        <translation>资金账户销户</translation>
    </message>
    <message>
        <source>Clients by risk level</source>
        <translation>风险等级分类表</translation>
    </message>
    <message>
        <source>Report to read</source>
        <translation>报表待阅</translation>
    </message>
    <message>
        <source>Tell of new staff member</source>
        <translation>告知服务人员变更</translation>
    </message>
    <message>
        <source>Certificate ends</source>
        <translation>证书到期</translation>
    </message>
    <message>
        <source>Tell the bank</source>
        <translation>通知银行</translation>
    </message>
    <message>
        <source>Call after opening</source>
        <translation>开户后回访</translation>
    </message>
    <message>
        <source>Message not delivered</source>
        <translation>短信未送达</translation>
    </message>
    <message>
        <source>Problem to solve</source>
        <translation>回访问题处理</translation>
    </message>
    <message>
        <source>Visit, large or active client</source>
        <translation>大户走访</translation>
    </message>
    <message>
        <source>Call, unusual trading</source>
        <translation>异常交易核实</translation>
    </message>
    <message>
        <source>Call, yearly sample</source>
        <translation>年度抽样回访</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉办理</translation>
    </message>
    <message>
        <source>Call back, complaint</source>
        <translation>投诉回访</translation>
    </message>
    <message>
        <source>Paper ends soon</source>
        <translation>证件即将到期</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>1 working day late</source>
        <translation>逾期1个工作日</translation>
    </message>
    <message>
        <source>{days} working days late</source>
        <translation>逾期{days}个工作日</translation>
    </message>
    <message>
        <source>1 working day left</source>
        <translation>剩1个工作日</translation>
    </message>
    <message>
        <source>{days} working days left</source>
        <translation>剩{days}个工作日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>TasksPage</name>
    <message>
        <source>put off</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>待办事项</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>It is now due on {day} and assigned to {name}. Save again if what you entered still holds.</source>
        <translation>该任务现于 {day} 到期，由 {name} 办理。如您填写的内容仍然适用，请再次保存。</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>do it</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>take over</source>
        <translation>领取</translation>
    </message>
    <message>
        <source>{count} in all, {late} overdue</source>
        <translation>共 {count} 项，逾期 {late} 项</translation>
    </message>
    <message>
        <source>; the first {shown} are shown</source>
        <translation>；显示前 {shown} 项</translation>
    </message>
    <message>
        <source>The task is yours now.</source>
        <translation>任务已由您领取。</translation>
    </message>
    <message>
        <source>Handed over.</source>
        <translation>已移交。</translation>
    </message>
    <message>
        <source>Taken back: handed over by mistake</source>
        <translation>撤回：误移交</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>没有待办事项</translation>
    </message>
    <message>
        <source>Tasks come from the cases: contacts, promises, accounts to close.</source>
        <translation>待办事项由业务产生：回访、承诺、待销账户等。</translation>
    </message>
</context>
<context>
    <name>TelephoneBar</name>
    <message>
        <source>Write what is not right about it; it goes into the incident.</source>
        <translation>请写明不符之处，将记入事件登记。</translation>
    </message>
    <message>
        <source>Confirmation late</source>
        <translation>逾期未确认</translation>
    </message>
    <message>
        <source>was to be confirmed by {day}</source>
        <translation>应在 {day} 前（含当日）确认</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>to be confirmed by {day}</source>
        <translation>须在 {day} 前（含当日）确认</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>审批步骤</translation>
    </message>
    <message>
        <source>{number} at {moment}, recorded by {name}</source>
        <translation>{moment} {number}，{name} 记录</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>拨打</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>电话内容</translation>
    </message>
    <message>
        <source>If this approval was not given, say so: it then counts no longer and becomes an incident.</source>
        <translation>如果您没有同意过，请予否认：该审批随即失效，并登记为事件。</translation>
    </message>
    <message>
        <source>Only {name} can confirm or deny it.</source>
        <translation>只能由{name}本人确认或否认。</translation>
    </message>
    <message>
        <source>Approval by telephone</source>
        <translation>电话审批</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>I approved this</source>
        <translation>属实，确认</translation>
    </message>
    <message>
        <source>I did not approve this</source>
        <translation>不属实，否认</translation>
    </message>
</context>
<context>
    <name>WithheldBar</name>
    <message>
        <source>{client} does not give: {fields}. Introducer or agent: {introducer}. Case {number} of {by}.</source>
        <translation>{client} 不提供：{fields}。介绍人或者代理人：{introducer}。业务 {number}，经办柜员 {by}。</translation>
    </message>
    <message>
        <source>{by} has asked: {words}</source>
        <translation>{by}已询问：{words}</translation>
    </message>
    <message>
        <source>{count} more wait.</source>
        <translation>另有 {count} 笔待办。</translation>
    </message>
    <message>
        <source>The client was asked</source>
        <translation>已询问客户</translation>
    </message>
    <message>
        <source>Write what the client said.</source>
        <translation>请填写客户的答复。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Write what is to be asked.</source>
        <translation>请填写需要再次询问的内容。</translation>
    </message>
    <message>
        <source>Data not given by clients</source>
        <translation>客户不提供的资料</translation>
    </message>
    <message>
        <source>I have asked…</source>
        <translation>登记询问…</translation>
    </message>
    <message>
        <source>Send back…</source>
        <translation>退回…</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
</context>
<context>
    <name>YearGrid</name>
    <message>
        <source>closed</source>
        <translation>休市</translation>
    </message>
    <message>
        <source>open</source>
        <translation>开市</translation>
    </message>
</context>
</TS>
