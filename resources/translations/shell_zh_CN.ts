<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccountPage</name>
    <message>
        <source>change password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>The password is changed.</source>
        <translation>密码已修改。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>岗位权限</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>My account</source>
        <translation>我的账户</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>At least ten characters, not your login. Nobody else ever needs to know it.</source>
        <translation>至少十个字符，不得包含用户名。任何人都无需知道您的密码。</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>当前密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>再次输入新密码</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Document exported</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Document printed</source>
        <translation>打印文件</translation>
    </message>
    <message>
        <source>Client asked for withheld data</source>
        <translation>就客户不提供的资料进行询问</translation>
    </message>
    <message>
        <source>Withheld data decided on</source>
        <translation>审批客户不提供资料</translation>
    </message>
    <message>
        <source>List of a client&apos;s documents viewed</source>
        <translation>查看客户资料目录</translation>
    </message>
    <message>
        <source>Document viewed</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>Refused: no right</source>
        <translation>无权限，已拒绝</translation>
    </message>
    <message>
        <source>Sign-in failed</source>
        <translation>登录失败</translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>修改密码</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Refused: the user&apos;s record was altered outside</source>
        <translation>已拒绝：用户记录在程序外被改动</translation>
    </message>
    <message>
        <source>New password of a user confirmed</source>
        <translation>确认用户新密码</translation>
    </message>
    <message>
        <source>Proposal for a user declined</source>
        <translation>退回用户变更申请</translation>
    </message>
    <message>
        <source>Proposal for a user taken back</source>
        <translation>收回用户变更申请</translation>
    </message>
    <message>
        <source>Change of a user proposed</source>
        <translation>提出用户变更申请</translation>
    </message>
    <message>
        <source>User changed</source>
        <translation>变更用户</translation>
    </message>
    <message>
        <source>User closed</source>
        <translation>停用用户</translation>
    </message>
    <message>
        <source>User made by one person alone</source>
        <translation>单人设立用户</translation>
    </message>
    <message>
        <source>User let in by the recovery passphrase</source>
        <translation>凭恢复口令恢复登录</translation>
    </message>
    <message>
        <source>Somebody fits the watch list</source>
        <translation>与监控名单相符</translation>
    </message>
    <message>
        <source>Hit of the watch list decided</source>
        <translation>监控名单记录已决定</translation>
    </message>
    <message>
        <source>Watch list imported</source>
        <translation>监控名单已导入</translation>
    </message>
    <message>
        <source>Clients looked up in a new watch list</source>
        <translation>按新名单比对全部客户完成</translation>
    </message>
    <message>
        <source>Unusually many looks at clients</source>
        <translation>查阅客户过多提示</translation>
    </message>
    <message>
        <source>Looks at clients looked into</source>
        <translation>核查客户查阅情况</translation>
    </message>
    <message>
        <source>User made</source>
        <translation>新增用户</translation>
    </message>
    <message>
        <source>Visit booked</source>
        <translation>登记预约</translation>
    </message>
    <message>
        <source>Booking cancelled</source>
        <translation>取消预约</translation>
    </message>
    <message>
        <source>Booking expired</source>
        <translation>预约过期</translation>
    </message>
    <message>
        <source>Sheet of bookings imported</source>
        <translation>导入预约表</translation>
    </message>
    <message>
        <source>Booked client did not come</source>
        <translation>预约客户未到店</translation>
    </message>
    <message>
        <source>Backup failed</source>
        <translation>备份失败</translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>Branch initialised</source>
        <translation>营业部初始化</translation>
    </message>
    <message>
        <source>Branch moved to a server</source>
        <translation>营业部迁移到服务器</translation>
    </message>
    <message>
        <source>Recovery passphrase renewed</source>
        <translation>更换恢复口令</translation>
    </message>
    <message>
        <source>Branch restored from a backup</source>
        <translation>由备份恢复营业部</translation>
    </message>
    <message>
        <source>Branch upgraded to a newer program</source>
        <translation>营业部升级到新版程序</translation>
    </message>
    <message>
        <source>Older state of the branch acknowledged</source>
        <translation>确认沿用较早的状态</translation>
    </message>
    <message>
        <source>Client data shown in full</source>
        <translation>查看客户完整信息</translation>
    </message>
    <message>
        <source>Booking used for an opening</source>
        <translation>预约转入开户</translation>
    </message>
    <message>
        <source>Opening cancelled</source>
        <translation>取消开户</translation>
    </message>
    <message>
        <source>Opening completed</source>
        <translation>开户办结</translation>
    </message>
    <message>
        <source>Client set a password</source>
        <translation>客户设置密码</translation>
    </message>
    <message>
        <source>Version of a policy file proposed</source>
        <translation>提出参数文件新版本</translation>
    </message>
    <message>
        <source>Withdrawal of a policy version proposed</source>
        <translation>提议撤销参数版本</translation>
    </message>
    <message>
        <source>Version of a policy file approved</source>
        <translation>批准参数文件新版本</translation>
    </message>
    <message>
        <source>Version of a policy file withdrawn</source>
        <translation>撤销参数文件版本</translation>
    </message>
    <message>
        <source>Proposal for a policy file declined</source>
        <translation>否决参数文件提议</translation>
    </message>
    <message>
        <source>Proposal for a policy file taken back</source>
        <translation>撤回参数文件提议</translation>
    </message>
    <message>
        <source>Change begun</source>
        <translation>受理变更</translation>
    </message>
    <message>
        <source>Change cancelled</source>
        <translation>取消变更</translation>
    </message>
    <message>
        <source>Change closed</source>
        <translation>变更办结</translation>
    </message>
    <message>
        <source>Act in a change taken back</source>
        <translation>撤回变更中的操作</translation>
    </message>
    <message>
        <source>New counter password set by the client</source>
        <translation>客户重新设置柜台密码</translation>
    </message>
    <message>
        <source>Disclosure confirmed in a change</source>
        <translation>变更中确认风险揭示</translation>
    </message>
    <message>
        <source>Change checked by the client</source>
        <translation>客户核对变更内容</translation>
    </message>
    <message>
        <source>Change signed</source>
        <translation>变更单据签名</translation>
    </message>
    <message>
        <source>Form of a change printed for signing</source>
        <translation>变更单据打印待签</translation>
    </message>
    <message>
        <source>Explained again to an older client</source>
        <translation>已向年长客户再次讲解</translation>
    </message>
    <message>
        <source>Suitability case begun</source>
        <translation>适当性业务开始</translation>
    </message>
    <message>
        <source>Result of a risk assessment confirmed</source>
        <translation>客户确认评估结果</translation>
    </message>
    <message>
        <source>Notice of a mismatch shown</source>
        <translation>风险不匹配告知</translation>
    </message>
    <message>
        <source>Suitability form signed</source>
        <translation>适当性表单签名</translation>
    </message>
    <message>
        <source>Suitability form printed to be signed by hand</source>
        <translation>打印适当性表单供客户亲笔签名</translation>
    </message>
    <message>
        <source>Suitability case filed</source>
        <translation>适当性业务归档</translation>
    </message>
    <message>
        <source>Suitability case cancelled</source>
        <translation>适当性业务撤销</translation>
    </message>
    <message>
        <source>List of products imported</source>
        <translation>导入产品清单</translation>
    </message>
    <message>
        <source>Opening started</source>
        <translation>开始开户</translation>
    </message>
    <message>
        <source>Client&apos;s step taken back</source>
        <translation>收回客户操作</translation>
    </message>
    <message>
        <source>Member of staff entered</source>
        <translation>登记员工</translation>
    </message>
    <message>
        <source>Member of staff changed</source>
        <translation>修改员工资料</translation>
    </message>
    <message>
        <source>Certificate changed</source>
        <translation>变更执业证书</translation>
    </message>
    <message>
        <source>Client asked for a mark</source>
        <translation>请客户评分</translation>
    </message>
    <message>
        <source>Asking for a mark ended</source>
        <translation>客户评分结束</translation>
    </message>
    <message>
        <source>Month of satisfaction closed</source>
        <translation>满意度月份结束</translation>
    </message>
    <message>
        <source>Education material registered</source>
        <translation>登记投资者教育资料</translation>
    </message>
    <message>
        <source>Education material approved</source>
        <translation>审核投资者教育资料</translation>
    </message>
    <message>
        <source>Education material given to a client</source>
        <translation>向客户发放投资者教育资料</translation>
    </message>
    <message>
        <source>Education event planned</source>
        <translation>计划投资者教育活动</translation>
    </message>
    <message>
        <source>Plan of an education event changed</source>
        <translation>修改投资者教育活动计划</translation>
    </message>
    <message>
        <source>Education event cancelled</source>
        <translation>取消投资者教育活动</translation>
    </message>
    <message>
        <source>Education event held</source>
        <translation>举办投资者教育活动</translation>
    </message>
    <message>
        <source>Clients invited to an education event</source>
        <translation>邀请客户参加投资者教育活动</translation>
    </message>
    <message>
        <source>Client entered as having been at an event</source>
        <translation>登记客户到场</translation>
    </message>
    <message>
        <source>Entry of an attendance taken back</source>
        <translation>撤回到场登记</translation>
    </message>
    <message>
        <source>Reminded of a certificate that ends</source>
        <translation>提醒执业证书到期</translation>
    </message>
    <message>
        <source>Hand-over of clients prepared</source>
        <translation>制作客户移交清单</translation>
    </message>
    <message>
        <source>Clients handed over</source>
        <translation>客户移交完成</translation>
    </message>
    <message>
        <source>Hand-over of clients given up</source>
        <translation>作废客户移交清单</translation>
    </message>
    <message>
        <source>Member of staff leaves</source>
        <translation>登记离职</translation>
    </message>
    <message>
        <source>Staff information printed for a client</source>
        <translation>为客户打印人员公示</translation>
    </message>
    <message>
        <source>Staff information shown to a client</source>
        <translation>向客户出示人员公示</translation>
    </message>
    <message>
        <source>Entry of the staff register</source>
        <translation>登记培训、投诉或违规</translation>
    </message>
    <message>
        <source>Trading calendar changed</source>
        <translation>修改交易日历</translation>
    </message>
    <message>
        <source>Client&apos;s class set</source>
        <translation>设定客户分类</translation>
    </message>
    <message>
        <source>Lock of the counter password lifted</source>
        <translation>解除柜台密码锁定</translation>
    </message>
    <message>
        <source>Client registered</source>
        <translation>登记客户</translation>
    </message>
    <message>
        <source>Call or visit recorded</source>
        <translation>登记回访或拜访</translation>
    </message>
    <message>
        <source>Record of a call or visit archived</source>
        <translation>回访记录归档</translation>
    </message>
    <message>
        <source>Correction added to a record</source>
        <translation>追加更正</translation>
    </message>
    <message>
        <source>Sampling plan drawn</source>
        <translation>编制抽样计划</translation>
    </message>
    <message>
        <source>Sampling plan decided on</source>
        <translation>审批抽样计划</translation>
    </message>
    <message>
        <source>Fund account closed</source>
        <translation>注销资金账户</translation>
    </message>
    <message>
        <source>Teller&apos;s day closed</source>
        <translation>完成柜员日终</translation>
    </message>
    <message>
        <source>Copy of a paper added to the day</source>
        <translation>补充日终资料</translation>
    </message>
    <message>
        <source>Note on an incident</source>
        <translation>补记事件</translation>
    </message>
    <message>
        <source>Incident registered</source>
        <translation>登记事件</translation>
    </message>
    <message>
        <source>Print job cancelled</source>
        <translation>取消打印任务</translation>
    </message>
    <message>
        <source>Print job queued</source>
        <translation>加入打印队列</translation>
    </message>
    <message>
        <source>Print job tried again</source>
        <translation>重试打印</translation>
    </message>
    <message>
        <source>Print settings changed</source>
        <translation>修改打印设置</translation>
    </message>
    <message>
        <source>Receipt issued</source>
        <translation>开具收据</translation>
    </message>
    <message>
        <source>Receipt voided</source>
        <translation>作废收据</translation>
    </message>
    <message>
        <source>Report exported</source>
        <translation>导出报表</translation>
    </message>
    <message>
        <source>Dashboard exported</source>
        <translation>导出经营看板</translation>
    </message>
    <message>
        <source>Report made at the end of the day</source>
        <translation>日终生成报表</translation>
    </message>
    <message>
        <source>Report schedule changed</source>
        <translation>修改报表生成计划</translation>
    </message>
    <message>
        <source>Classifying anew begun</source>
        <translation>开始执行批量分类</translation>
    </message>
    <message>
        <source>Classifying anew stopped half-way</source>
        <translation>批量分类中途停止</translation>
    </message>
    <message>
        <source>Rest of a stopped batch given up</source>
        <translation>放弃已停止批次的其余部分</translation>
    </message>
    <message>
        <source>Clients classified anew</source>
        <translation>执行客户批量分类</translation>
    </message>
    <message>
        <source>Mark of a client set</source>
        <translation>设定客户标记</translation>
    </message>
    <message>
        <source>Snapshot put in force</source>
        <translation>启用快照</translation>
    </message>
    <message>
        <source>Message queued</source>
        <translation>短信已排队</translation>
    </message>
    <message>
        <source>Message sent, or not</source>
        <translation>短信发送结果</translation>
    </message>
    <message>
        <source>Message queued again</source>
        <translation>短信重新排队</translation>
    </message>
    <message>
        <source>Message taken back</source>
        <translation>短信撤回</translation>
    </message>
    <message>
        <source>Result of a message recorded</source>
        <translation>登记短信结果</translation>
    </message>
    <message>
        <source>Wish for advertising kept</source>
        <translation>登记客户对广告短信的意愿</translation>
    </message>
    <message>
        <source>Gateway of messages set</source>
        <translation>设置短信通道</translation>
    </message>
    <message>
        <source>List of unusual accounts imported</source>
        <translation>导入异常交易名单</translation>
    </message>
    <message>
        <source>Visits and reminders of the day made</source>
        <translation>生成当日走访与提醒</translation>
    </message>
    <message>
        <source>Task entered</source>
        <translation>新增任务</translation>
    </message>
    <message>
        <source>Task done</source>
        <translation>完成待办</translation>
    </message>
    <message>
        <source>Task handed over</source>
        <translation>移交待办</translation>
    </message>
    <message>
        <source>Task put off</source>
        <translation>推迟待办</translation>
    </message>
    <message>
        <source>Approver&apos;s question answered</source>
        <translation>答复审批意见</translation>
    </message>
    <message>
        <source>Transfer approved</source>
        <translation>审批同意转销户</translation>
    </message>
    <message>
        <source>Nothing stands in the way any more</source>
        <translation>转销户障碍已消除</translation>
    </message>
    <message>
        <source>Transfer taken back</source>
        <translation>撤回转销户</translation>
    </message>
    <message>
        <source>Transfer carried out</source>
        <translation>转销户办结</translation>
    </message>
    <message>
        <source>Transfer changed after submission</source>
        <translation>提交后修改转销户</translation>
    </message>
    <message>
        <source>Class and tier fixed</source>
        <translation>确定分类和档次</translation>
    </message>
    <message>
        <source>Client insists</source>
        <translation>客户坚持办理</translation>
    </message>
    <message>
        <source>Client typed the counter password</source>
        <translation>客户输入柜台密码</translation>
    </message>
    <message>
        <source>Form printed for signing by hand</source>
        <translation>打印表单供签名</translation>
    </message>
    <message>
        <source>Transfer refused on a ground</source>
        <translation>审批不同意转销户</translation>
    </message>
    <message>
        <source>Client stays</source>
        <translation>客户已挽留</translation>
    </message>
    <message>
        <source>Client&apos;s paper scanned</source>
        <translation>扫描客户资料</translation>
    </message>
    <message>
        <source>Transfer sent back with a question</source>
        <translation>退回转销户并询问</translation>
    </message>
    <message>
        <source>Client signed</source>
        <translation>客户签名</translation>
    </message>
    <message>
        <source>Paper signed by hand attached</source>
        <translation>附上纸质签名</translation>
    </message>
    <message>
        <source>Transfer put before the approvers</source>
        <translation>提交转销户审批</translation>
    </message>
    <message>
        <source>Compliance agreed to the plan of a complaint</source>
        <translation>合规同意投诉处理方案</translation>
    </message>
    <message>
        <source>Complaint answered</source>
        <translation>投诉已答复</translation>
    </message>
    <message>
        <source>Complaint given to a handler</source>
        <translation>投诉已分派</translation>
    </message>
    <message>
        <source>Complainant called back</source>
        <translation>已回访投诉人</translation>
    </message>
    <message>
        <source>Complaint closed</source>
        <translation>投诉已结案</translation>
    </message>
    <message>
        <source>Contact of a complainant shown in full</source>
        <translation>显示投诉人完整联系方式</translation>
    </message>
    <message>
        <source>Draft of a complaint given up</source>
        <translation>放弃投诉草稿</translation>
    </message>
    <message>
        <source>Evidence added to a complaint</source>
        <translation>添加投诉证据</translation>
    </message>
    <message>
        <source>Evidence of a complaint looked at</source>
        <translation>查看投诉证据</translation>
    </message>
    <message>
        <source>Figures of complaints exported</source>
        <translation>导出投诉统计</translation>
    </message>
    <message>
        <source>Complaint investigated</source>
        <translation>投诉已调查核实</translation>
    </message>
    <message>
        <source>Withdrawn complaint gone on with on compliance&apos;s word</source>
        <translation>合规要求继续办理已撤回的投诉</translation>
    </message>
    <message>
        <source>Compliance agreed to the withdrawal of a complaint</source>
        <translation>合规同意撤回投诉</translation>
    </message>
    <message>
        <source>Level of a complaint changed</source>
        <translation>变更投诉级别</translation>
    </message>
    <message>
        <source>Person complained of named</source>
        <translation>增列被投诉人</translation>
    </message>
    <message>
        <source>Complaint: measure planned</source>
        <translation>投诉处理方案已拟定</translation>
    </message>
    <message>
        <source>Answer to a complaint put off</source>
        <translation>投诉答复延期</translation>
    </message>
    <message>
        <source>Record of a complaint made to be printed</source>
        <translation>生成投诉记录表供打印</translation>
    </message>
    <message>
        <source>Complaint investigated anew</source>
        <translation>投诉重新调查</translation>
    </message>
    <message>
        <source>Plan of a complaint sent back by compliance</source>
        <translation>合规退回投诉处理方案</translation>
    </message>
    <message>
        <source>Complaint taken in</source>
        <translation>受理投诉</translation>
    </message>
    <message>
        <source>Complaint withdrawn by the complainant</source>
        <translation>投诉人撤回投诉</translation>
    </message>
    <message>
        <source>Scanned page assigned by hand</source>
        <translation>人工指定扫描页</translation>
    </message>
    <message>
        <source>Scanned pages bound to their document</source>
        <translation>扫描页归入文件</translation>
    </message>
    <message>
        <source>Signed paper copy kept beside a document</source>
        <translation>文件附存签署纸质件</translation>
    </message>
    <message>
        <source>Scanned page discarded</source>
        <translation>作废扫描页</translation>
    </message>
    <message>
        <source>Folder of scans chosen</source>
        <translation>设定扫描文件夹</translation>
    </message>
    <message>
        <source>Scans taken in</source>
        <translation>接收扫描件</translation>
    </message>
    <message>
        <source>Scanned page turned</source>
        <translation>旋转扫描页</translation>
    </message>
    <message>
        <source>Transfer request taken in</source>
        <translation>受理转销户</translation>
    </message>
    <message>
        <source>Talk with the client written down</source>
        <translation>记录挽留谈话</translation>
    </message>
    <message>
        <source>Teller signed</source>
        <translation>柜员签名</translation>
    </message>
    <message>
        <source>Tier raised</source>
        <translation>提高审批档次</translation>
    </message>
    <message>
        <source>Request turned away</source>
        <translation>拒绝受理</translation>
    </message>
    <message>
        <source>Approval by telephone confirmed</source>
        <translation>确认电话审批</translation>
    </message>
    <message>
        <source>Approval by telephone denied</source>
        <translation>否认电话审批</translation>
    </message>
    <message>
        <source>Counter invited</source>
        <translation>邀请柜台接入</translation>
    </message>
    <message>
        <source>Counter joined</source>
        <translation>柜台已接入</translation>
    </message>
    <message>
        <source>Counter locked out</source>
        <translation>停用柜台</translation>
    </message>
    <message>
        <source>Login of a counter renewed</source>
        <translation>更换柜台接入凭证</translation>
    </message>
    <message>
        <source>Certificate of the seal changed</source>
        <translation>更换签章证书</translation>
    </message>
    <message>
        <source>Timestamps of documents renewed</source>
        <translation>更新文件时间戳</translation>
    </message>
    <message>
        <source>A PDF was checked</source>
        <translation>核验文件</translation>
    </message>
    <message>
        <source>Verification page archived to be printed</source>
        <translation>验签单归档并打印</translation>
    </message>
    <message>
        <source>Dossiers destroyed</source>
        <translation>销毁档案</translation>
    </message>
    <message>
        <source>Destruction decided on</source>
        <translation>审批档案销毁</translation>
    </message>
    <message>
        <source>Destruction proposed</source>
        <translation>提出档案销毁</translation>
    </message>
    <message>
        <source>Destruction witnessed</source>
        <translation>监督档案销毁</translation>
    </message>
    <message>
        <source>Bad sets told to the general manager</source>
        <translation>资料不齐上报总经理</translation>
    </message>
    <message>
        <source>Papers handed to the archivist</source>
        <translation>移交客户资料</translation>
    </message>
    <message>
        <source>Place of the papers changed</source>
        <translation>变更档案存放位置</translation>
    </message>
    <message>
        <source>Pledge of confidentiality signed</source>
        <translation>签署保密承诺</translation>
    </message>
    <message>
        <source>Papers received by the archivist</source>
        <translation>接收客户资料</translation>
    </message>
    <message>
        <source>Printing failed</source>
        <translation>打印失败</translation>
    </message>
    <message>
        <source>Printing interrupted</source>
        <translation>打印中断</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Print job withdrawn</source>
        <translation>撤回打印</translation>
    </message>
    <message>
        <source>Clock of a transfer runs</source>
        <translation>转销户恢复计时</translation>
    </message>
    <message>
        <source>Clock of a transfer stands still</source>
        <translation>转销户暂停计时</translation>
    </message>
    <message>
        <source>Dossier looked into</source>
        <translation>查阅档案</translation>
    </message>
    <message>
        <source>Dossier printed</source>
        <translation>打印档案</translation>
    </message>
    <message>
        <source>Dossier exported</source>
        <translation>导出档案</translation>
    </message>
    <message>
        <source>Dossier lent</source>
        <translation>借出档案</translation>
    </message>
    <message>
        <source>Dossier returned</source>
        <translation>归还档案</translation>
    </message>
    <message>
        <source>Pen data exported</source>
        <translation>导出笔迹数据</translation>
    </message>
    <message>
        <source>Client&apos;s step recorded</source>
        <translation>记录客户操作</translation>
    </message>
    <message>
        <source>Booking</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>营业部</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>开户</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Destruction list</source>
        <translation>销毁清册</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>资料移交</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Trading calendar</source>
        <translation>交易日历</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日终</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Print job</source>
        <translation>打印任务</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收据</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>经营看板</translation>
    </message>
    <message>
        <source>Sampling plan</source>
        <translation>抽样计划</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Education event</source>
        <translation>投资者教育活动</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Scanned page</source>
        <translation>扫描页</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>系统快照</translation>
    </message>
    <message>
        <source>Batch of classes</source>
        <translation>分类批次</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>List of unusual accounts</source>
        <translation>异常交易名单</translation>
    </message>
    <message>
        <source>Policy file</source>
        <translation>参数文件</translation>
    </message>
    <message>
        <source>List of products</source>
        <translation>产品清单</translation>
    </message>
    <message>
        <source>Suitability</source>
        <translation>适当性</translation>
    </message>
    <message>
        <source>Watch list</source>
        <translation>监控名单</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>转销户</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>The newest acts; the log cannot be changed.</source>
        <translation>最近的操作；日志不可修改。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>No acts</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>Nothing fits the filter, or nothing was done yet.</source>
        <translation>没有符合筛选条件的操作，或尚无操作。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>set-up</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>编号或名称</translation>
    </message>
</context>
<context>
    <name>BackupNote</name>
    <message>
        <source>Cancel backup</source>
        <translation>取消备份</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Backing up the database: {percent} %</source>
        <translation>正在备份数据库：{percent}%</translation>
    </message>
    <message>
        <source>Backing up documents: {percent} %</source>
        <translation>正在备份文档：{percent}%</translation>
    </message>
    <message>
        <source>Checking the backup: {percent} %</source>
        <translation>正在校验备份：{percent}%</translation>
    </message>
    <message>
        <source>last good one {time}</source>
        <translation>最近的完好备份 {time}</translation>
    </message>
    <message>
        <source>there is none yet</source>
        <translation>尚无备份</translation>
    </message>
    <message>
        <source>Backup failed; {last}</source>
        <translation>备份失败；{last}</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>尚无备份</translation>
    </message>
    <message>
        <source>Backup overdue: last one {time}</source>
        <translation>备份已逾期：最近一次 {time}</translation>
    </message>
    <message>
        <source>Backup {time}</source>
        <translation>已备份 {time}</translation>
    </message>
</context>
<context>
    <name>BasicsForm</name>
    <message>
        <source>Basics of the member</source>
        <translation>员工基本资料</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Scope of authority, one item a line</source>
        <translation>授权范围，每行一项</translation>
    </message>
    <message>
        <source>Empty: what the branch allows all marketing staff.</source>
        <translation>不填则适用营业部对营销人员的统一授权。</translation>
    </message>
</context>
<context>
    <name>BookingCalendar</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Calendar of bookings</source>
        <translation>预约日历</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>往前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>往后</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
</context>
<context>
    <name>BookingImportPanel</name>
    <message>
        <source>{count} bookings made</source>
        <translation>已登记 {count} 条预约</translation>
    </message>
    <message>
        <source>Fill in the empty sheet and choose it. It is looked over first; nothing is booked unasked.</source>
        <translation>请填写空白模板后选择文件。系统先检查，确认后才登记。</translation>
    </message>
    <message>
        <source>{file}: {rows} rows, {booked} to be booked, {skipped} left out, {mistakes} mistakes.</source>
        <translation>{file}：共 {rows} 行，可登记 {booked} 行，跳过 {skipped} 行，错误 {mistakes} 处。</translation>
    </message>
    <message>
        <source>Bookings from a sheet</source>
        <translation>批量导入预约</translation>
    </message>
    <message>
        <source>Leave out what is booked already</source>
        <translation>跳过已预约的行</translation>
    </message>
    <message>
        <source>Book all rows</source>
        <translation>全部登记</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
</context>
<context>
    <name>BookingPage</name>
    <message>
        <source>start opening</source>
        <translation>开始开户</translation>
    </message>
    <message>
        <source>save booking</source>
        <translation>保存预约</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Cancel booking</source>
        <translation>取消预约</translation>
    </message>
    <message>
        <source>Booking {number} stays in the list as cancelled. Why is it cancelled?</source>
        <translation>预约 {number} 将保留在列表中，状态为已取消。请填写取消原因：</translation>
    </message>
    <message>
        <source>Cancel the booking</source>
        <translation>取消该预约</translation>
    </message>
    <message>
        <source>The form is empty again.</source>
        <translation>表单已清空。</translation>
    </message>
    <message>
        <source>This is needed for a booking.</source>
        <translation>预约时必须填写此项。</translation>
    </message>
    <message>
        <source>Booking {number} saved</source>
        <translation>预约 {number} 已保存</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>预约编号</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>预约时间</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Brought by</source>
        <translation>营销人员</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Client&apos;s name</source>
        <translation>客户姓名</translation>
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
        <source>Marketing staff</source>
        <translation>营销人员</translation>
    </message>
    <message>
        <source>Business wanted</source>
        <translation>拟办业务</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nobody, the client comes unasked</source>
        <translation>无，客户自行前来</translation>
    </message>
    <message>
        <source>Bookings</source>
        <translation>预约</translation>
    </message>
    <message>
        <source>New booking</source>
        <translation>新建预约</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>From a sheet</source>
        <translation>批量导入</translation>
    </message>
    <message>
        <source>Start opening</source>
        <translation>开始开户</translation>
    </message>
    <message>
        <source>Save booking</source>
        <translation>保存预约</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>No bookings</source>
        <translation>暂无预约</translation>
    </message>
    <message>
        <source>Enter the first one at the right: name, mobile, day, time and business are enough.</source>
        <translation>请在右侧登记：填写姓名、手机号、日期、时间和拟办业务即可。</translation>
    </message>
</context>
<context>
    <name>Bookings</name>
    <message>
        <source>Expected</source>
        <translation>待到店</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>办理中</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>未到店</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>已开户</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>CaseDone</name>
    <message>
        <source>Save all</source>
        <translation>全部保存</translation>
    </message>
    <message>
        <source>Print all</source>
        <translation>全部打印</translation>
    </message>
    <message>
        <source>Case {number}, closed {when}</source>
        <translation>业务编号 {number}，办结时间 {when}</translation>
    </message>
    <message>
        <source>{papers} papers, {copies} copies</source>
        <translation>{papers} 份文件，{copies} 联</translation>
    </message>
</context>
<context>
    <name>CaseFooter</name>
    <message>
        <source>&amp;Hold</source>
        <translation>挂起(&amp;H)</translation>
    </message>
    <message>
        <source>Leave the case; it is saved and can be resumed at any counter.</source>
        <translation>离开本笔业务；内容已保存，可在任一柜台继续办理。</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
</context>
<context>
    <name>CaseHeader</name>
    <message>
        <source>Client: {step}</source>
        <translation>客户屏：{step}</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>已全部保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Not yet. Still to be done: {steps}</source>
        <translation>尚不能办结，还须完成：{steps}</translation>
    </message>
    <message>
        <source>The papers are being made, signed and filed. This takes a few seconds.</source>
        <translation>正在生成、签署并归档文件，请稍候几秒。</translation>
    </message>
    <message>
        <source>The customer display needs you: {step}</source>
        <translation>客户屏需要您处理：{step}</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>The client has finished: {step}</source>
        <translation>客户已完成：{step}</translation>
    </message>
</context>
<context>
    <name>CertificateForm</name>
    <message>
        <source>Valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Practising certificate</source>
        <translation>执业证书</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Certificate number</source>
        <translation>证书编号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期自</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
</context>
<context>
    <name>ClashChoice</name>
    <message>
        <source>Take theirs: {value}</source>
        <translation>采用对方：{value}</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
</context>
<context>
    <name>ClientPage</name>
    <message>
        <source>view document</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>The identity paper has expired: renew it first (Changes), before any other business.</source>
        <translation>客户的身份证件已过有效期：请先在“客户变更”中办理证件更新，再办理其他业务。</translation>
    </message>
    <message>
        <source>The identity paper expires soon: ask the client to renew it.</source>
        <translation>客户的身份证件即将到期，请提醒客户换领。</translation>
    </message>
    <message>
        <source>Older client: explain twice, in large type.</source>
        <translation>年长客户：请使用大字号，并由两人分别讲解。</translation>
    </message>
    <message>
        <source>Show in full</source>
        <translation>显示完整内容</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>The client cannot be shown</source>
        <translation>无法显示该客户</translation>
    </message>
    <message>
        <source>Find a client</source>
        <translation>查找客户</translation>
    </message>
    <message>
        <source>Showing &quot;{what}&quot; in full is registered with your name, the time and this reason.</source>
        <translation>显示完整的“{what}”将登记您的姓名、时间和以下事由。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Client wants no advertising</source>
        <translation>客户不接收推广短信</translation>
    </message>
    <message>
        <source>Client wants advertising again</source>
        <translation>客户恢复接收推广短信</translation>
    </message>
    <message>
        <source>How did the client say so? Reminders that the branch owes its clients are sent all the same.</source>
        <translation>客户以何种方式表示？营业部应当发送的提醒照常发送。</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>No account yet. Accounts come with an opening.</source>
        <translation>还没有账户。办理开户后列在这里。</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>No case yet. Begin one with the buttons above.</source>
        <translation>还没有办理过业务。可用上方的按钮办理。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务流水号</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Transfer out</source>
        <translation>转销户</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>变更…</translation>
    </message>
    <message>
        <source>Call or visit…</source>
        <translation>回访或拜访…</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>往来记录…</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>示意图…</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>业务记录</translation>
    </message>
    <message>
        <source>No client chosen</source>
        <translation>尚未选择客户</translation>
    </message>
    <message>
        <source>Find one by name, pinyin initials, or the last digits of paper, mobile or account.</source>
        <translation>可按姓名、拼音首字母，或证件号、手机号、账号的尾号查找。</translation>
    </message>
</context>
<context>
    <name>ClientPapers</name>
    <message>
        <source>Choose a document and press Space.</source>
        <translation>选择一份文件，按空格键查看。</translation>
    </message>
    <message>
        <source>Destroyed on {on} by list {number}, after its keeping period.</source>
        <translation>保管期满，已于 {on} 按销毁清册 {number} 销毁。</translation>
    </message>
    <message>
        <source>Verification page</source>
        <translation>验签单</translation>
    </message>
    <message>
        <source>Export document</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>{number} exported</source>
        <translation>{number} 已导出</translation>
    </message>
    <message>
        <source>{number} sent to the printer</source>
        <translation>{number} 已发送至打印机</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>View</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>已签章</translation>
    </message>
    <message>
        <source>Unsealed</source>
        <translation>未签章</translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation>已销毁</translation>
    </message>
    <message>
        <source>No document yet. What the client signs is filed here by itself.</source>
        <translation>还没有文件。客户签署的文件会自动归入这里。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>生成时间</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>签章</translation>
    </message>
</context>
<context>
    <name>Clients</name>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Main fund account</source>
        <translation>主资金账户</translation>
    </message>
    <message>
        <source>Auxiliary account</source>
        <translation>辅资金账户</translation>
    </message>
    <message>
        <source>Shanghai A shares</source>
        <translation>沪市A股账户</translation>
    </message>
    <message>
        <source>Shenzhen A shares</source>
        <translation>深市A股账户</translation>
    </message>
    <message>
        <source>Open-end funds</source>
        <translation>开放式基金账户</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已销户</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Account opening</source>
        <translation>个人开户</translation>
    </message>
    <message>
        <source>Risk assessment</source>
        <translation>风险承受能力评估</translation>
    </message>
    <message>
        <source>Acknowledged mismatch</source>
        <translation>风险不匹配确认</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Transfer out</source>
        <translation>转销户</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>办理中</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>None wanted; duties are sent</source>
        <translation>不接收推广短信（法定和约定的提醒照常发送）</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>可以发送</translation>
    </message>
    <message>
        <source>Long term</source>
        <translation>长期</translation>
    </message>
    <message>
        <source>Client number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Identity paper</source>
        <translation>证件类型</translation>
    </message>
    <message>
        <source>Paper number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Established on</source>
        <translation>成立日期</translation>
    </message>
    <message>
        <source>Type of institution</source>
        <translation>机构类型</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Letter of authorisation</source>
        <translation>授权委托书</translation>
    </message>
    <message>
        <source>Beneficial owners</source>
        <translation>受益所有人</translation>
    </message>
    <message>
        <source>Seals kept</source>
        <translation>预留印鉴</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>固定电话</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮箱</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>联系地址</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Custody bank</source>
        <translation>存管银行</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>银行账号</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>服务人员</translation>
    </message>
    <message>
        <source>Contact later</source>
        <translation>回访方式</translation>
    </message>
    <message>
        <source>Advertising messages</source>
        <translation>推广短信</translation>
    </message>
    <message>
        <source>Client since</source>
        <translation>开户日期</translation>
    </message>
</context>
<context>
    <name>ConfirmBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CounterPassword</name>
    <message>
        <source>Lift the lock</source>
        <translation>解除锁定</translation>
    </message>
    <message>
        <source>The client is here, and you have checked the client&apos;s identity paper against the client again?</source>
        <translation>客户本人在场，您已重新核对其身份证件？</translation>
    </message>
    <message>
        <source>Yes, checked again</source>
        <translation>已重新核对</translation>
    </message>
    <message>
        <source>This is registered with your name and the time. The password itself stays as it is. Why?</source>
        <translation>系统登记您的姓名和时间；密码本身不变。请填写原因：</translation>
    </message>
    <message>
        <source>The lock is lifted. The client can enter the password again.</source>
        <translation>已解除锁定，客户可以重新输入密码。</translation>
    </message>
    <message>
        <source>Counter password locked</source>
        <translation>柜台密码已锁定</translation>
    </message>
    <message>
        <source>Lift the lock…</source>
        <translation>解除锁定…</translation>
    </message>
</context>
<context>
    <name>DataTable</name>
    <message>
        <source>Nothing matches the filter. Clear it to see all {count}.</source>
        <translation>没有符合筛选条件的内容。清除筛选可查看全部 {count} 项。</translation>
    </message>
</context>
<context>
    <name>DateEdit</name>
    <message>
        <source>Long-term</source>
        <translation>长期</translation>
    </message>
    <message>
        <source>e.g. 20260102</source>
        <translation>如 20260102</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Save documents to</source>
        <translation>文件保存到</translation>
    </message>
    <message>
        <source>The fund account is closed.</source>
        <translation>资金账户已注销。</translation>
    </message>
    <message>
        <source>Close the fund account</source>
        <translation>注销资金账户</translation>
    </message>
</context>
<context>
    <name>DisplaySession</name>
    <message>
        <source>The customer display is in use for something else. Finish it or take it back there first.</source>
        <translation>客户屏正在办理其他业务，请先在那边办完或收回客户屏。</translation>
    </message>
    <message>
        <source>The client before is still giving a mark. That closes by itself within a minute or so.</source>
        <translation>上一位客户正在评分，约一分钟后自动结束，请稍候。</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>What you are going to do next appears here.</source>
        <translation>接下来需要您办理的内容会显示在这里。</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>谢谢</translation>
    </message>
    <message>
        <source>The teller will talk with you about how to go on.</source>
        <translation>柜员会与您商量接下来怎么办。</translation>
    </message>
    <message>
        <source>That was all for now. The teller goes on with you.</source>
        <translation>这一步已完成，柜员将继续为您办理。</translation>
    </message>
    <message>
        <source>Please ask the teller.</source>
        <translation>请咨询柜员。</translation>
    </message>
</context>
<context>
    <name>DocumentCheck</name>
    <message>
        <source>Check</source>
        <translation>验签</translation>
    </message>
    <message>
        <source>Check a PDF</source>
        <translation>核验外来 PDF</translation>
    </message>
    <message>
        <source>Genuine: every signature holds and the file is the one in the ledger.</source>
        <translation>真实：各项签名均有效，文件与台账一致。</translation>
    </message>
    <message>
        <source>Altered: this is not the file that was archived. Do not rely on it.</source>
        <translation>已被改动：该文件不是归档的原件，请勿采信。</translation>
    </message>
    <message>
        <source>The branch&apos;s own file was destroyed on {on} by list {number}.</source>
        <translation>营业部留存的原件已于 {on} 按销毁清册 {number} 销毁。</translation>
    </message>
    <message>
        <source>Unknown: nothing shows that this branch made the file.</source>
        <translation>无法确认：没有依据表明该文件由本营业部出具。</translation>
    </message>
</context>
<context>
    <name>DocumentRow</name>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Pages: {pages}</source>
        <translation>共 {pages} 页</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>Stop trying</source>
        <translation>停止重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>FileImportPanel</name>
    <message>
        <source>Fill this in first.</source>
        <translation>请先填写此项。</translation>
    </message>
    <message>
        <source>Choose the sheet</source>
        <translation>选择表格</translation>
    </message>
    <message>
        <source>The sheet is being read…</source>
        <translation>正在读取表格……</translation>
    </message>
    <message>
        <source>Save the empty sheet</source>
        <translation>保存空白模板</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>No mistakes.</source>
        <translation>没有错误。</translation>
    </message>
    <message>
        <source>Mend the sheet, save it and choose it again.</source>
        <translation>请修改表格并保存后重新选择。</translation>
    </message>
    <message>
        <source>Empty sheet</source>
        <translation>空白模板</translation>
    </message>
    <message>
        <source>Mistakes of the sheet</source>
        <translation>表格中的错误</translation>
    </message>
    <message>
        <source>Choose a file. What is wrong in it is listed here row by row.</source>
        <translation>请选择文件。有错误时逐行列在这里。</translation>
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
        <source>What is wrong, and what to do</source>
        <translation>问题和处理办法</translation>
    </message>
</context>
<context>
    <name>Functions</name>
    <message>
        <source>{code} {name}: your role does not include this. Ask a colleague who has it, or the administrator.</source>
        <translation>{code} {name}：您的角色不能办理。请找有权限的同事，或请管理员处理。</translation>
    </message>
    <message>
        <source>{name}: which client? Name, pinyin, ID tail, mobile tail or account</source>
        <translation>{name}：哪位客户？姓名 / 拼音 / 证件尾号 / 手机尾号 / 账号</translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Hand to the client again</source>
        <translation>再次交给客户</translation>
    </message>
    <message>
        <source>Hand to the client</source>
        <translation>交给客户</translation>
    </message>
    <message>
        <source>{at} of {of}</source>
        <translation>{at}/{of}</translation>
    </message>
    <message>
        <source>The client is at it</source>
        <translation>客户正在办理</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>The display is in use for: {step}</source>
        <translation>客户屏正在办理：{step}</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>暂不能办理</translation>
    </message>
    <message>
        <source>Ready for the client</source>
        <translation>可以交给客户</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>What the client has done so far is kept; it goes on from there.</source>
        <translation>客户已完成的部分已保存，再次交给客户时从中断处继续。</translation>
    </message>
    <message>
        <source>Talk with the client. Nothing of it can go on without the client&apos;s yes.</source>
        <translation>请与客户沟通。未经客户同意，本步骤不能继续。</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>未能办理</translation>
    </message>
    <message>
        <source>The database could not be reached</source>
        <translation>数据库无法访问</translation>
    </message>
    <message>
        <source>What was done last is perhaps not saved. Hand it over again in a moment.</source>
        <translation>最后一次操作可能没有保存，请稍候再次交给客户。</translation>
    </message>
    <message>
        <source>The client declined</source>
        <translation>客户没有同意</translation>
    </message>
</context>
<context>
    <name>HandingView</name>
    <message>
        <source>Choose who gets the client.</source>
        <translation>请选择接收人员。</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已发送到打印机。</translation>
    </message>
    <message>
        <source>The clients are handed over; tasks to tell them are made.</source>
        <translation>客户已移交，已生成告知客户的任务。</translation>
    </message>
    <message>
        <source>Scan of the signed list</source>
        <translation>已签名清单的扫描件</translation>
    </message>
    <message>
        <source>Give the list up</source>
        <translation>作废清单</translation>
    </message>
    <message>
        <source>List {number} is kept as given up. Why?</source>
        <translation>清单 {number} 将保留并标记为作废。请填写原因。</translation>
    </message>
    <message>
        <source>The clients are being handed over…</source>
        <translation>正在移交客户…</translation>
    </message>
    <message>
        <source>Clients of {name}</source>
        <translation>{name} 名下的客户</translation>
    </message>
    <message>
        <source>List {number} is out. Print it, have it signed by everybody on it, and scan it: with the signed list the clients change hands, are told by tasks, and the leaver sees them no more.</source>
        <translation>清单 {number} 待签名。请打印清单，由清单上的各方签名后扫描。提交签名清单后，客户转由接收人员服务，系统生成告知客户的任务，离职人员不能再查看这些客户。</translation>
    </message>
    <message>
        <source>Looks after no client. Note the leaving alone.</source>
        <translation>名下没有客户，直接登记离职即可。</translation>
    </message>
    <message>
        <source>{count} clients, {left} of them without somebody new. Enter gives the chosen client to the one chosen.</source>
        <translation>共 {count} 名客户，其中 {left} 名尚未分配。按回车键将选中的客户分配给所选人员。</translation>
    </message>
    <message>
        <source>First day without work</source>
        <translation>离职日期（不再上班的第一天）</translation>
    </message>
    <message>
        <source>Who gets the clients</source>
        <translation>接收人员</translation>
    </message>
    <message>
        <source>Leaver cannot sign because</source>
        <translation>移交人不能签名的原因</translation>
    </message>
    <message>
        <source>Marketing staff who may practise</source>
        <translation>具备执业资格的营销人员</translation>
    </message>
    <message>
        <source>Give the chosen client</source>
        <translation>分配选中客户</translation>
    </message>
    <message>
        <source>Give all</source>
        <translation>全部分配</translation>
    </message>
    <message>
        <source>Make the list</source>
        <translation>制作清单</translation>
    </message>
    <message>
        <source>Print the list</source>
        <translation>打印清单</translation>
    </message>
    <message>
        <source>Signed list is back</source>
        <translation>提交签名清单</translation>
    </message>
    <message>
        <source>Back to the register</source>
        <translation>返回名册</translation>
    </message>
    <message>
        <source>Clients to be handed over</source>
        <translation>待移交客户</translation>
    </message>
    <message>
        <source>This person looks after no client: nothing has to be handed over.</source>
        <translation>该员工名下没有客户，无需移交。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
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
        <source>Since</source>
        <translation>服务起始</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>接收人员</translation>
    </message>
</context>
<context>
    <name>HelpDrawer</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the help (Esc)</source>
        <translation>关闭帮助（Esc）</translation>
    </message>
    <message>
        <source>What to do first</source>
        <translation>先做什么</translation>
    </message>
    <message>
        <source>When something is blocked</source>
        <translation>办不下去的时候</translation>
    </message>
    <message>
        <source>Quick card</source>
        <translation>操作卡片</translation>
    </message>
    <message>
        <source>Function codes</source>
        <translation>功能代码</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Show the quick card: {title}</source>
        <translation>查看操作卡片：{title}</translation>
    </message>
    <message>
        <source>One page to lay beside the keyboard: look at it or print it</source>
        <translation>一页纸，放在键盘旁；可以查看，也可以打印</translation>
    </message>
</context>
<context>
    <name>InlineBanner</name>
    <message>
        <source>Close message</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>All keys</source>
        <translation>全部按键</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>本页</translation>
    </message>
    <message>
        <source>In forms</source>
        <translation>填表时</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何地方</translation>
    </message>
    <message>
        <source>No keys of its own.</source>
        <translation>本页没有专用按键。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>group of pages; again: its next page</source>
        <translation>到一组页面；再按到下一页</translation>
    </message>
    <message>
        <source>first page</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>hold: the letters of the buttons</source>
        <translation>按住：显示各按钮的字母</translation>
    </message>
    <message>
        <source>next field; in the last one: go on</source>
        <translation>下一项；最后一项时继续</translation>
    </message>
    <message>
        <source>field before</source>
        <translation>上一项</translation>
    </message>
    <message>
        <source>next and previous place, also buttons</source>
        <translation>下一处、上一处，包括按钮</translation>
    </message>
    <message>
        <source>choose the answer of this number</source>
        <translation>选这个序号的答案</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>tick or choose</source>
        <translation>勾选或选定</translation>
    </message>
    <message>
        <source>open a list of choices</source>
        <translation>打开选择列表</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>read card</source>
        <translation>读证件</translation>
    </message>
    <message>
        <source>command box</source>
        <translation>命令框</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>customer display</source>
        <translation>客户屏</translation>
    </message>
    <message>
        <source>client insists</source>
        <translation>客户坚持</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>next field to fill</source>
        <translation>下一个要填的项</translation>
    </message>
    <message>
        <source>step before</source>
        <translation>上一步骤</translation>
    </message>
    <message>
        <source>step after</source>
        <translation>下一步骤</translation>
    </message>
    <message>
        <source>one level back</source>
        <translation>返回上一级</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>全部按键</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>keep the draft</source>
        <translation>保留草稿</translation>
    </message>
    <message>
        <source>save to a file</source>
        <translation>存成文件</translation>
    </message>
    <message>
        <source>dry run</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>period before</source>
        <translation>上一期</translation>
    </message>
    <message>
        <source>period after</source>
        <translation>下一期</translation>
    </message>
    <message>
        <source>send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>pass on higher</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>put off</source>
        <translation>延后</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>转交</translation>
    </message>
    <message>
        <source>take over</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>check a PDF</source>
        <translation>核验 PDF</translation>
    </message>
    <message>
        <source>print, asking how</source>
        <translation>打印（选方式）</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>turn left</source>
        <translation>左转</translation>
    </message>
    <message>
        <source>turn right</source>
        <translation>右转</translation>
    </message>
</context>
<context>
    <name>LeaveForm</name>
    <message>
        <source>Leaves the branch</source>
        <translation>登记离职</translation>
    </message>
    <message>
        <source>Note as leaving</source>
        <translation>确认离职</translation>
    </message>
    <message>
        <source>From this day {name} can no longer sign in or be confirmed to a client. Everything recorded so far stays.</source>
        <translation>自该日起，{name} 不能登录，也不能与客户确认服务关系。已登记的内容全部保留。</translation>
    </message>
    <message>
        <source>First day without work</source>
        <translation>离职生效日</translation>
    </message>
</context>
<context>
    <name>LeavingLists</name>
    <message>
        <source>{count} late</source>
        <translation>超期 {count} 笔</translation>
    </message>
    <message>
        <source>Transfers out</source>
        <translation>转销户</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务编号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>转出日期</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>未办结</translation>
    </message>
    <message>
        <source>nothing: close it</source>
        <translation>无，可以销户</translation>
    </message>
    <message>
        <source>Fund accounts to close</source>
        <translation>待销资金账户</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Close the account</source>
        <translation>销户</translation>
    </message>
    <message>
        <source>Nobody is leaving</source>
        <translation>没有转销户业务</translation>
    </message>
    <message>
        <source>A client who asks to transfer out: find the client, then begin the request on the client&apos;s page.</source>
        <translation>客户提出转销户的：先查找客户，再在客户页面上受理。</translation>
    </message>
    <message>
        <source>Find the client</source>
        <translation>查找客户</translation>
    </message>
    <message>
        <source>No account to close</source>
        <translation>没有待销的资金账户</translation>
    </message>
    <message>
        <source>The fund account of a client who left comes here until nothing is open on it and it is closed.</source>
        <translation>客户转出后，资金账户列在这里，待未了事项办完后注销。</translation>
    </message>
</context>
<context>
    <name>LiveForm</name>
    <message>
        <source>{title} appears here as soon as everything on it has been entered.</source>
        <translation>《{title}》所需内容录入后在此显示。</translation>
    </message>
    <message>
        <source>The form could not be made. The next entry tries it again.</source>
        <translation>表单未能生成，下次录入时自动重试。</translation>
    </message>
    <message>
        <source>Forms of this step</source>
        <translation>本步骤的文件</translation>
    </message>
</context>
<context>
    <name>LongWork</name>
    <message>
        <source>cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How far it is</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>LookSwitches</name>
    <message>
        <source>Light theme</source>
        <translation>浅色界面</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色界面</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Text of normal size</source>
        <translation>正常字号</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>大字号</translation>
    </message>
    <message>
        <source>Largest text</source>
        <translation>特大字号</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A fault of the program ({kind}) was noted in faults.log. What was saved is safe: look whether your last step is there, and tell the administrator.</source>
        <translation>程序出现故障（{kind}），已记入 faults.log。已保存的内容不受影响：请查看最后一步是否已保存，并告知系统管理员。</translation>
    </message>
    <message>
        <source>Branch counter</source>
        <translation>柜台业务系统</translation>
    </message>
    <message>
        <source>{count} entries are not saved yet because the branch server does not answer. Wait until they are, or close the program once more to give them up.</source>
        <translation>营业部服务器没有应答，还有 {count} 项录入尚未保存。请等待保存完成；确要放弃时，请再次关闭程序。</translation>
    </message>
</context>
<context>
    <name>NewStaffForm</name>
    <message>
        <source>New member of staff</source>
        <translation>新增员工</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Certificate number</source>
        <translation>证书编号</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期自</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Scope of authority, one item a line</source>
        <translation>授权范围，每行一项</translation>
    </message>
    <message>
        <source>Empty: what the branch allows all marketing staff.</source>
        <translation>不填则适用营业部对营销人员的统一授权。</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Not saved yet: the database cannot be reached. What you typed is kept here and is saved as soon as it answers; do not close the program.</source>
        <translation>尚未保存：数据库无法访问。已录入的内容保留在此，数据库恢复后自动保存，请不要关闭程序。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Saved again. Nothing was lost.</source>
        <translation>已恢复保存，内容没有丢失。</translation>
    </message>
    <message>
        <source>The last entries of case {number} could not be saved. Open it again and check.</source>
        <translation>业务 {number} 最后录入的内容没有保存，请重新打开核对。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>PaperFiles</name>
    <message>
        <source>Sent to the printer.</source>
        <translation>已送打印</translation>
    </message>
    <message>
        <source>Scan of {title}</source>
        <translation>《{title}》扫描件</translation>
    </message>
    <message>
        <source>Scans (PDF, JPEG, PNG)</source>
        <translation>扫描件（PDF、JPEG、PNG）</translation>
    </message>
    <message>
        <source>The scan has been attached.</source>
        <translation>扫描件已添加。</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase of the branch</source>
        <translation>营业部口令</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Open the branch</source>
        <translation>打开营业部</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>The key of this branch is protected by a passphrase. It is asked for once, at the start.</source>
        <translation>本营业部的密钥受口令保护，每次启动时输入一次。</translation>
    </message>
    <message>
        <source>Enter the passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
</context>
<context>
    <name>PdfPreview</name>
    <message>
        <source>The document appears here.</source>
        <translation>文件将显示在这里。</translation>
    </message>
    <message>
        <source>Updating…</source>
        <translation>正在更新…</translation>
    </message>
    <message>
        <source>Preparing the document…</source>
        <translation>正在生成文件…</translation>
    </message>
    <message>
        <source>This document cannot be shown. Check it with &quot;guitai verify&quot;.</source>
        <translation>该文件无法显示。请用“guitai verify”检查。</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation>缩小 (Ctrl+-)</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>放大 (Ctrl++)</translation>
    </message>
    <message>
        <source>Fit the width (Ctrl+0)</source>
        <translation>适合宽度 (Ctrl+0)</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Further left</source>
        <translation>向左</translation>
    </message>
    <message>
        <source>Further right</source>
        <translation>向右</translation>
    </message>
</context>
<context>
    <name>PresenceChip</name>
    <message>
        <source>Also open: {name}, {station}</source>
        <translation>{name}（{station}）也在查看</translation>
    </message>
    <message>
        <source>{text} and {count} more</source>
        <translation>{text} 等另有 {count} 人</translation>
    </message>
    <message>
        <source>{name} at {station} since {time}</source>
        <translation>{name}，{station}，自 {time} 起</translation>
    </message>
</context>
<context>
    <name>ProposalCard</name>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>{what}: {name} ({login}), {roles}. Your name and the time are registered.</source>
        <translation>{what}：{name}（{login}），{roles}。将登记您的姓名和时间。</translation>
    </message>
    <message>
        <source>Confirmed.</source>
        <translation>已确认。</translation>
    </message>
    <message>
        <source>Declined.</source>
        <translation>已退回。</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>待确认申请</translation>
    </message>
    <message>
        <source>They hold when a second person has confirmed them, not before.</source>
        <translation>须由另一人确认后生效，确认前不生效。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>No proposals</source>
        <translation>没有申请</translation>
    </message>
    <message>
        <source>Nothing waits for a second person.</source>
        <translation>目前没有需要另一人确认的事项。</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>岗位权限</translation>
    </message>
    <message>
        <source>Proposed by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>新增用户</translation>
    </message>
    <message>
        <source>Roles, open</source>
        <translation>岗位变更或启用</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
</context>
<context>
    <name>Purpose</name>
    <message>
        <source>What are the papers needed for?</source>
        <translation>需要这些资料做什么？</translation>
    </message>
    <message>
        <source>They are not your own work. Your name, the time and the purpose are registered.</source>
        <translation>这些资料不属于您经办的业务。系统会登记您的姓名、时间和用途。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>PurposeBar</name>
    <message>
        <source>These papers are not your own work. Choose or write what you need them for; it is registered.</source>
        <translation>这些资料不属于您经办的业务。请选择或填写用途，系统会予以登记。</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Show documents</source>
        <translation>查看资料</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Branch counter</source>
        <translation>柜台业务系统</translation>
    </message>
    <message>
        <source>No. {number} · counter {station}</source>
        <translation>工号 {number} · {station} 柜台</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>锁定 (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>RailGroup</name>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>RecordClash</name>
    <message>
        <source>Somebody else has changed this meanwhile; their value stands here now.</source>
        <translation>其他人在此期间改动了此项，此处已改为对方的内容。</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile. Choose which value holds.</source>
        <translation>其他人在此期间改动了此项。请选择以哪个为准。</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>This did not work ({kind}). What was entered is still here; try again, then tell the administrator.</source>
        <translation>操作未成功（{kind}）。已录入的内容仍在，请重试；如仍不成功，请告知系统管理员。</translation>
    </message>
</context>
<context>
    <name>RegisterForm</name>
    <message>
        <source>A new matter</source>
        <translation>新的事项</translation>
    </message>
    <message>
        <source>New entry of the register</source>
        <translation>登记事项</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>An entry cannot be changed or taken away once it is saved.</source>
        <translation>登记一经保存，不能修改或删除。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>How it was dealt with, or the result</source>
        <translation>处理情况或结果</translation>
    </message>
    <message>
        <source>Goes on with</source>
        <translation>续记事项</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>the store of documents does not answer</source>
        <translation>单证存储没有响应</translation>
    </message>
    <message>
        <source>another counter is writing to the same place</source>
        <translation>另一柜台正在写入同一内容</translation>
    </message>
    <message>
        <source>the branch server does not answer</source>
        <translation>营业部服务器没有响应</translation>
    </message>
    <message>
        <source>Not saved yet - {reason}; trying again by itself. What was entered stays here.</source>
        <translation>尚未保存：{reason}，正在自动重试。已录入的内容保留在此。</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Nobody found. Try a part of the name, pinyin initials, or the last digits.</source>
        <translation>没有找到。可输入姓名的一部分、拼音首字母或号码尾号再试。</translation>
    </message>
    <message>
        <source>No such function. Type a code of four digits, a name or its pinyin initials.</source>
        <translation>没有这项功能。请输入四位功能代码、名称或拼音首字母。</translation>
    </message>
    <message>
        <source>Name / pinyin / ID tail / mobile tail / account</source>
        <translation>姓名 / 拼音 / 证件尾号 / 手机尾号 / 账号</translation>
    </message>
    <message>
        <source>Command box</source>
        <translation>命令框</translation>
    </message>
    <message>
        <source>F3  Function code / name / pinyin / ID tail / account</source>
        <translation>F3  功能代码 / 姓名 / 拼音 / 证件尾号 / 账号</translation>
    </message>
    <message>
        <source>F3  Function code / name / pinyin initials</source>
        <translation>F3  功能代码 / 名称 / 拼音首字母</translation>
    </message>
    <message>
        <source>Find a client</source>
        <translation>查找客户</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Trading day</source>
        <translation>交易日</translation>
    </message>
    <message>
        <source>No trading</source>
        <translation>非交易日</translation>
    </message>
    <message>
        <source>Sample branch</source>
        <translation>演示营业部</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Show or hide the document ({key})</source>
        <translation>显示或收起文件 ({key})</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Enter your login.</source>
        <translation>请输入用户名。</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>请输入密码。</translation>
    </message>
    <message>
        <source>Too many wrong passwords. You can try again in {time}.</source>
        <translation>密码错误次数过多，{time} 后可以重试。</translation>
    </message>
    <message>
        <source>Caps Lock is on.</source>
        <translation>大写锁定已打开。</translation>
    </message>
    <message>
        <source>Branch counter</source>
        <translation>柜台业务系统</translation>
    </message>
    <message>
        <source>Sample branch: for trying out and teaching, not for real clients</source>
        <translation>演示营业部：仅供试用和培训，不办理真实业务</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>换人登录</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在核对…</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>营销</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Compliance</source>
        <translation>合规</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>May practise</source>
        <translation>可执业</translation>
    </message>
    <message>
        <source>Expires soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Not yet valid</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>No certificate</source>
        <translation>未登记证书</translation>
    </message>
    <message>
        <source>In post</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>已离职</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Violation</source>
        <translation>违规</translation>
    </message>
    <message>
        <source>Teller</source>
        <translation>柜员</translation>
    </message>
    <message>
        <source>Counter supervisor</source>
        <translation>柜台主管</translation>
    </message>
    <message>
        <source>Client service manager</source>
        <translation>客服经理</translation>
    </message>
    <message>
        <source>Marketing staff</source>
        <translation>营销人员</translation>
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
        <source>Compliance officer</source>
        <translation>合规专员</translation>
    </message>
    <message>
        <source>Archivist</source>
        <translation>档案管理员</translation>
    </message>
    <message>
        <source>System administrator</source>
        <translation>系统管理员</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>show to client</source>
        <translation>向客户出示</translation>
    </message>
    <message>
        <source>print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>new member</source>
        <translation>新增员工</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>The client is busy at the customer display. Finish that first.</source>
        <translation>客户正在客户屏上操作，请先完成当前操作。</translation>
    </message>
    <message>
        <source>The client has closed the page.</source>
        <translation>客户已关闭公示页面。</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已发送到打印机。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>执业证书号</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>State</source>
        <translation>执业状态</translation>
    </message>
    <message>
        <source>Staff register</source>
        <translation>员工名册</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>New member</source>
        <translation>新增员工</translation>
    </message>
    <message>
        <source>Nobody in the register</source>
        <translation>名册为空</translation>
    </message>
    <message>
        <source>Enter the first member of staff.</source>
        <translation>请登记第一名员工。</translation>
    </message>
</context>
<context>
    <name>StaffPanel</name>
    <message>
        <source>Basics</source>
        <translation>基本信息</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Leaves on</source>
        <translation>离职日期</translation>
    </message>
    <message>
        <source>Practising certificate</source>
        <translation>执业证书</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>证书编号</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>执业状态</translation>
    </message>
    <message>
        <source>Scope of authority</source>
        <translation>授权范围</translation>
    </message>
    <message>
        <source>Complaints handled by the branch</source>
        <translation>营业部受理的投诉</translation>
    </message>
    <message>
        <source>{taken} taken in, {open} open, {founded} substantiated, {broke} with misconduct</source>
        <translation>共 {taken} 件，在办 {open} 件，属实 {founded} 件，违法违规 {broke} 件</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>培训</translation>
    </message>
    <message>
        <source>Complaints: {count}</source>
        <translation>投诉：{count} 次</translation>
    </message>
    <message>
        <source>Violations</source>
        <translation>违规</translation>
    </message>
    <message>
        <source>Handled: {how}</source>
        <translation>处理：{how}</translation>
    </message>
    <message>
        <source>Recorded by {name}</source>
        <translation>登记人：{name}</translation>
    </message>
    <message>
        <source>Nothing recorded</source>
        <translation>没有登记</translation>
    </message>
    <message>
        <source>Nobody chosen</source>
        <translation>未选择员工</translation>
    </message>
    <message>
        <source>Choose a member of staff in the list.</source>
        <translation>请在列表中选择员工。</translation>
    </message>
    <message>
        <source>Details of the member of staff</source>
        <translation>员工详细信息</translation>
    </message>
    <message>
        <source>Take back from the client</source>
        <translation>从客户屏收回</translation>
    </message>
    <message>
        <source>Show to client</source>
        <translation>向客户出示</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>执业证书</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>登记事项</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>登记离职</translation>
    </message>
    <message>
        <source>Hand over clients</source>
        <translation>移交客户</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>The client is giving a mark</source>
        <translation>客户正在评分</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Saving failed; what was entered stays here</source>
        <translation>保存失败，录入内容仍保留</translation>
    </message>
    <message>
        <source>Not saved yet - no answer; trying again ({count})</source>
        <translation>尚未保存：没有响应，正在重试（{count}）</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>暂不可办</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>无需办理</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>First to be done: {steps}</source>
        <translation>请先完成：{steps}</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>TaskBell</name>
    <message>
        <source>1 task has been given to you.</source>
        <translation>您收到 1 项新任务。</translation>
    </message>
    <message>
        <source>{count} tasks have been given to you.</source>
        <translation>您收到 {count} 项新任务。</translation>
    </message>
    <message>
        <source>1 of your tasks is overdue now.</source>
        <translation>您有 1 项任务已逾期。</translation>
    </message>
    <message>
        <source>{count} of your tasks are overdue now.</source>
        <translation>您有 {count} 项任务已逾期。</translation>
    </message>
</context>
<context>
    <name>UsersPage</name>
    <message>
        <source>new user</source>
        <translation>新增用户</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Saved. What gives rights waits for a second person, below.</source>
        <translation>已保存。涉及权限的事项须由另一人在下方确认。</translation>
    </message>
    <message>
        <source>Altered outside</source>
        <translation>被外部改动</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Left the branch</source>
        <translation>已离职</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>岗位权限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Closing holds at once; everything else when a second person has confirmed it.</source>
        <translation>停用立即生效；其他变更须经另一人确认后生效。</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>登录状态</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>重置密码</translation>
    </message>
    <message>
        <source>Propose password</source>
        <translation>提交申请</translation>
    </message>
    <message>
        <source>{name} signs in with the new password once a second person has confirmed it.</source>
        <translation>经另一人确认后，{name}使用新密码登录。</translation>
    </message>
    <message>
        <source>The person has to be in the staff register first. A second person confirms the user.</source>
        <translation>须先在员工登记中录入；用户须经另一人确认后生效。</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>New password again</source>
        <translation>再次输入新密码</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>新增用户</translation>
    </message>
    <message>
        <source>No users</source>
        <translation>没有用户</translation>
    </message>
    <message>
        <source>Let a member of staff sign in.</source>
        <translation>请为员工设置用户。</translation>
    </message>
    <message>
        <source>Member of staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>再次输入密码</translation>
    </message>
</context>
<context>
    <name>WatchPage</name>
    <message>
        <source>looked into</source>
        <translation>填写核查结果</translation>
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
        <source>Write down what you found. Your name and the time are registered; it cannot be changed.</source>
        <translation>请填写核查结果。将登记您的姓名和时间，提交后不能修改。</translation>
    </message>
    <message>
        <source>Looked into</source>
        <translation>已核查</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Looks at clients</source>
        <translation>客户信息查阅情况</translation>
    </message>
    <message>
        <source>Many clients opened or many numbers shown in full by one person.</source>
        <translation>同一人短时间打开客户过多，或者显示完整号码过多。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Looked into…</source>
        <translation>填写核查结果…</translation>
    </message>
    <message>
        <source>Nothing noticed</source>
        <translation>没有提示</translation>
    </message>
    <message>
        <source>Nobody has looked at unusually many clients.</source>
        <translation>没有人异常大量查阅客户信息。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待核查</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>What</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>By</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>核查结果</translation>
    </message>
    <message>
        <source>Different clients opened</source>
        <translation>打开的不同客户</translation>
    </message>
    <message>
        <source>Numbers shown in full</source>
        <translation>显示完整号码</translation>
    </message>
    <message>
        <source>User made by one person alone</source>
        <translation>单人设立用户</translation>
    </message>
</context>
<context>
    <name>WorkbenchPage</name>
    <message>
        <source>start / resume</source>
        <translation>开始 / 继续</translation>
    </message>
    <message>
        <source>new opening</source>
        <translation>新开户</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Good morning</source>
        <translation>上午好</translation>
    </message>
    <message>
        <source>Good afternoon</source>
        <translation>下午好</translation>
    </message>
    <message>
        <source>Good evening</source>
        <translation>晚上好</translation>
    </message>
    <message>
        <source>{hello}, {name}</source>
        <translation>{hello}，{name}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Brought by</source>
        <translation>营销人员</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务流水号</translation>
    </message>
    <message>
        <source>Step reached</source>
        <translation>当前步骤</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Teller</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>New opening</source>
        <translation>新开户</translation>
    </message>
    <message>
        <source>New booking</source>
        <translation>新建预约</translation>
    </message>
    <message>
        <source>bookings today</source>
        <translation>今日预约</translation>
    </message>
    <message>
        <source>still expected</source>
        <translation>待到店</translation>
    </message>
    <message>
        <source>unfinished cases</source>
        <translation>未完成业务</translation>
    </message>
    <message>
        <source>opened today</source>
        <translation>今日已开户</translation>
    </message>
    <message>
        <source>Today&apos;s bookings</source>
        <translation>今日预约</translation>
    </message>
    <message>
        <source>Unfinished openings</source>
        <translation>未完成的开户</translation>
    </message>
    <message>
        <source>Start opening</source>
        <translation>开始开户</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续办理</translation>
    </message>
    <message>
        <source>No bookings today</source>
        <translation>今日没有预约</translation>
    </message>
    <message>
        <source>A client who walks in needs none. Book a visit that was announced by telephone.</source>
        <translation>客户可直接到店办理；电话约定来访的，请先登记预约。</translation>
    </message>
    <message>
        <source>Nothing is left unfinished</source>
        <translation>没有未完成的业务</translation>
    </message>
    <message>
        <source>An opening that is interrupted waits here and can be resumed at any counter.</source>
        <translation>中断的开户会保留在这里，可在任一柜台继续办理。</translation>
    </message>
</context>
<context>
    <name>_Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
</TS>
