<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Education</name>
    <message>
        <source>planned</source>
        <translation>已计划</translation>
    </message>
    <message>
        <source>held</source>
        <translation>已举办</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>by message</source>
        <translation>短信邀请</translation>
    </message>
    <message>
        <source>by telephone</source>
        <translation>电话邀请</translation>
    </message>
    <message>
        <source>looked up</source>
        <translation>查找登记</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>按号码登记</translation>
    </message>
    <message>
        <source>from the sheet</source>
        <translation>按签到表补登</translation>
    </message>
    <message>
        <source>at the counter</source>
        <translation>柜台发放</translation>
    </message>
    <message>
        <source>at an event</source>
        <translation>活动发放</translation>
    </message>
    <message>
        <source>by post</source>
        <translation>邮寄</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线发送</translation>
    </message>
    <message>
        <source>to be approved</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>自 {day} 起</translation>
    </message>
    <message>
        <source>replaced by version {version}</source>
        <translation>已由第 {version} 版替代</translation>
    </message>
</context>
<context>
    <name>EducationPage</name>
    <message>
        <source>read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Cancel the event</source>
        <translation>取消活动</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>请填写原因。</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>取消活动</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Scan of the signed sheet</source>
        <translation>签到表扫描件</translation>
    </message>
    <message>
        <source>Was not there</source>
        <translation>撤回到场登记</translation>
    </message>
    <message>
        <source>Why was the client entered?</source>
        <translation>请说明误登记的原因。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>{count} invited.</source>
        <translation>已邀请 {count} 名客户。</translation>
    </message>
    <message>
        <source>{title}: noted for {client}.</source>
        <translation>已登记向{client}发放《{title}》。</translation>
    </message>
    <message>
        <source>Saved. Somebody else approves it.</source>
        <translation>已保存，请由其他人员审核。</translation>
    </message>
    <message>
        <source>The material&apos;s file</source>
        <translation>资料文件</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>保存文件</translation>
    </message>
    <message>
        <source>Signed sheet chosen</source>
        <translation>已选择签到表</translation>
    </message>
    <message>
        <source>Choose the signed sheet…</source>
        <translation>选择签到表扫描件…</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>按月统计</translation>
    </message>
    <message>
        <source>New event…</source>
        <translation>新建活动…</translation>
    </message>
    <message>
        <source>No event here. Press &quot;New event…&quot; to plan one.</source>
        <translation>这里没有活动。按“新建活动…”进行安排。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Came / invited</source>
        <translation>到场/受邀</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>EventPanel</name>
    <message>
        <source>{count} seats</source>
        <translation>{count} 个座位</translation>
    </message>
    <message>
        <source>for clients who left</source>
        <translation>面向原客户</translation>
    </message>
    <message>
        <source>{clients} clients, {others} others</source>
        <translation>客户 {clients} 人，非客户 {others} 人</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>邀请…</translation>
    </message>
    <message>
        <source>Was held…</source>
        <translation>登记已举办…</translation>
    </message>
    <message>
        <source>Signing sheet</source>
        <translation>打印签到表</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>取消活动…</translation>
    </message>
    <message>
        <source>Signed sheet</source>
        <translation>已签签到表</translation>
    </message>
    <message>
        <source>Was not there…</source>
        <translation>撤回登记…</translation>
    </message>
    <message>
        <source>Who came? Name, pinyin, last digits, client number</source>
        <translation>登记到场：姓名、拼音、证件或手机尾号、客户编号</translation>
    </message>
    <message>
        <source>Who came</source>
        <translation>登记到场客户</translation>
    </message>
    <message>
        <source>Invited ({count})</source>
        <translation>受邀（{count}）</translation>
    </message>
    <message>
        <source>There ({count})</source>
        <translation>到场（{count}）</translation>
    </message>
    <message>
        <source>No event chosen</source>
        <translation>未选择活动</translation>
    </message>
    <message>
        <source>Choose one from the list, or plan a new one.</source>
        <translation>请从左侧选择活动，或者新建活动。</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>受邀</translation>
    </message>
    <message>
        <source>There</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>came</source>
        <translation>已到场</translation>
    </message>
    <message>
        <source>taken back: {why}</source>
        <translation>已撤回：{why}</translation>
    </message>
    <message>
        <source>Client number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Nobody is invited yet. Press &quot;Invite…&quot;.</source>
        <translation>还没有邀请客户。请按“邀请…”。</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Nobody is signed in yet. Enter the guests after the event.</source>
        <translation>还没有到场记录。活动结束后请登记到场人员。</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>HoldForm</name>
    <message>
        <source>Every client there was given it</source>
        <translation>到场客户均已领取</translation>
    </message>
    <message>
        <source>The event was held</source>
        <translation>登记活动已举办</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>First enter the clients who came. The signed sheet can be filed with it: choose its scan.</source>
        <translation>请先登记到场客户。签到表可以一并存档，请选择扫描件。</translation>
    </message>
    <message>
        <source>People who are no clients</source>
        <translation>非客户人数</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>InvitePanel</name>
    <message>
        <source>{count} fit; {already} invited already, {out} want no invitations and are left out.</source>
        <translation>符合条件 {count} 名；已邀请 {already} 名，拒收推广 {out} 名不列入。</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>邀请客户</translation>
    </message>
    <message>
        <source>All risk levels</source>
        <translation>全部风险等级</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>全部客户分类</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>现有客户</translation>
    </message>
    <message>
        <source>Former clients</source>
        <translation>原客户</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>风险等级</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Clients or former clients</source>
        <translation>现有客户或原客户</translation>
    </message>
    <message>
        <source>Back to the event</source>
        <translation>返回活动</translation>
    </message>
    <message>
        <source>Invite the chosen by message</source>
        <translation>短信邀请所选客户</translation>
    </message>
    <message>
        <source>Put the chosen on the list to be called</source>
        <translation>所选客户列入电话邀请</translation>
    </message>
    <message>
        <source>Who could be invited</source>
        <translation>可邀请的客户</translation>
    </message>
    <message>
        <source>Nobody fits. Choose fewer conditions above.</source>
        <translation>没有符合条件的客户，请放宽上方的条件。</translation>
    </message>
    <message>
        <source>Client number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>离开日期</translation>
    </message>
</context>
<context>
    <name>MaterialForm</name>
    <message>
        <source>New material</source>
        <translation>登记新资料</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>登记新版本</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Where it lies, without a file</source>
        <translation>存放位置（没有文件时填写）</translation>
    </message>
</context>
<context>
    <name>MaterialView</name>
    <message>
        <source>registered by {name}</source>
        <translation>登记人 {name}</translation>
    </message>
    <message>
        <source>approved by {name}</source>
        <translation>审核人 {name}</translation>
    </message>
    <message>
        <source>lies: {where}</source>
        <translation>存放于 {where}</translation>
    </message>
    <message>
        <source>New material…</source>
        <translation>登记新资料…</translation>
    </message>
    <message>
        <source>Next version…</source>
        <translation>登记新版本…</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>审核通过</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>保存文件…</translation>
    </message>
    <message>
        <source>Given to a client: name, pinyin, last digits</source>
        <translation>发放给客户：姓名、拼音、号码尾数</translation>
    </message>
    <message>
        <source>Given to a client</source>
        <translation>发放给客户</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>No material yet. Press &quot;New material…&quot; to take one in.</source>
        <translation>还没有资料。按“登记新资料…”登记。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>MonthsView</name>
    <message>
        <source>{month}: {came} came to {held} events</source>
        <translation>{month}：举办活动 {held} 场，到场 {came} 人</translation>
    </message>
    <message>
        <source>Who came, month by month</source>
        <translation>各月到场人数</translation>
    </message>
    <message>
        <source>Figures by month</source>
        <translation>按月统计</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无数据</translation>
    </message>
    <message>
        <source>Events that were held and material given are counted here.</source>
        <translation>已举办的活动和已发放的材料在这里按月统计。</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Events held</source>
        <translation>举办活动</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>For former clients</source>
        <translation>其中面向已转出客户</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>Clients who came</source>
        <translation>到场客户</translation>
    </message>
    <message>
        <source>Others who came</source>
        <translation>其他到场</translation>
    </message>
    <message>
        <source>Material given</source>
        <translation>发放材料</translation>
    </message>
    <message>
        <source>Versions approved</source>
        <translation>审定材料</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>None</source>
        <translation>不使用资料</translation>
    </message>
    <message>
        <source>For clients who left</source>
        <translation>面向原客户</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>新建活动</translation>
    </message>
    <message>
        <source>Change the plan</source>
        <translation>修改活动计划</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>主讲人</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>座位数</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>参加对象</translation>
    </message>
</context>
</TS>
